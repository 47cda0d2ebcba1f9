-- One city's table of strategy projects, as printed and as counted.
-- Amounts are whole thousands of yen (千円); document.unit says so. Every table is keyed by fiscal year.

CREATE TABLE document (
    fiscal_year   INTEGER PRIMARY KEY CHECK (fiscal_year BETWEEN 1989 AND 2200), -- 西暦: 令和7年度 = 2025
    title         TEXT NOT NULL,
    unit          TEXT NOT NULL CHECK (unit = '千円'),
    source_name   TEXT NOT NULL,
    source_sha256 TEXT NOT NULL CHECK (length(source_sha256) = 64)
) STRICT;

CREATE TABLE department (
    fiscal_year INTEGER NOT NULL REFERENCES document,
    name        TEXT NOT NULL CHECK (name <> ''),
    position    INTEGER NOT NULL CHECK (position > 0), -- order of first appearance in the document
    PRIMARY KEY (fiscal_year, name),
    UNIQUE (fiscal_year, position)
) STRICT;

CREATE TABLE goal (
    fiscal_year INTEGER NOT NULL REFERENCES document,
    goal        INTEGER NOT NULL CHECK (goal > 0), -- 基本目標
    name        TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (fiscal_year, goal)
) STRICT;

CREATE TABLE policy (
    fiscal_year INTEGER NOT NULL,
    goal        INTEGER NOT NULL,
    policy      TEXT NOT NULL CHECK (length(policy) = 1), -- ア, イ, … (施策)
    name        TEXT NOT NULL CHECK (name <> ''),
    position    INTEGER NOT NULL CHECK (position > 0),
    PRIMARY KEY (fiscal_year, goal, policy),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, goal) REFERENCES goal (fiscal_year, goal)
) STRICT;

-- A project (事業) once, with the wording of the row where it is first listed without 再掲.
CREATE TABLE project (
    fiscal_year INTEGER NOT NULL,
    project_id  TEXT NOT NULL, -- place of that row: goal-policy-number, e.g. 1-ア-32
    name        TEXT NOT NULL CHECK (name <> ''),
    department  TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount >= 0), -- 千円
    description TEXT NOT NULL,
    is_new      INTEGER NOT NULL CHECK (is_new IN (0, 1)), -- marked (新)
    position    INTEGER NOT NULL CHECK (position > 0),
    PRIMARY KEY (fiscal_year, project_id),
    UNIQUE (fiscal_year, name),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, department) REFERENCES department (fiscal_year, name)
) STRICT;
CREATE INDEX project_by_department ON project (fiscal_year, department);
CREATE INDEX project_by_amount ON project (fiscal_year, amount);

-- Every printed row, 再掲 rows included, with its own wording.
CREATE TABLE listing (
    fiscal_year INTEGER NOT NULL,
    goal        INTEGER NOT NULL,
    policy      TEXT NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    project_id  TEXT NOT NULL,
    is_reprint  INTEGER NOT NULL CHECK (is_reprint IN (0, 1)), -- 再掲
    is_new      INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    name        TEXT NOT NULL CHECK (name <> ''),
    department  TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount >= 0), -- 千円
    description TEXT NOT NULL,
    position    INTEGER NOT NULL CHECK (position > 0), -- printed order
    source_line INTEGER NOT NULL CHECK (source_line > 0),
    PRIMARY KEY (fiscal_year, goal, policy, number),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, goal, policy) REFERENCES policy (fiscal_year, goal, policy),
    FOREIGN KEY (fiscal_year, project_id) REFERENCES project (fiscal_year, project_id),
    FOREIGN KEY (fiscal_year, department) REFERENCES department (fiscal_year, name)
) STRICT;
CREATE INDEX listing_by_project ON listing (fiscal_year, project_id);

-- The figures the document itself prints: 小計 of each goal, and 合計 (goal is NULL).
-- They count a 再掲 row again.
CREATE TABLE printed_total (
    fiscal_year INTEGER NOT NULL REFERENCES document,
    goal        INTEGER, -- NULL: 合計 of the whole plan
    label       TEXT NOT NULL, -- 小計1 … 合計
    row_count   INTEGER CHECK (row_count >= 0), -- not printed for 合計
    reprint_count INTEGER CHECK (reprint_count >= 0),
    amount      INTEGER NOT NULL CHECK (amount >= 0), -- 千円
    PRIMARY KEY (fiscal_year, label),
    FOREIGN KEY (fiscal_year, goal) REFERENCES goal (fiscal_year, goal)
) STRICT;

CREATE VIEW project_overview AS
SELECT p.fiscal_year, p.project_id, p.name, p.department, p.amount, p.is_new,
       l.goal, g.name AS goal_name, l.policy, o.name AS policy_name, l.number,
       (SELECT count(*) FROM listing x
         WHERE x.fiscal_year = p.fiscal_year AND x.project_id = p.project_id) AS printed_times,
       p.description
  FROM project p
  JOIN listing l ON l.fiscal_year = p.fiscal_year AND l.project_id = p.project_id AND l.is_reprint = 0
  JOIN goal g ON g.fiscal_year = l.fiscal_year AND g.goal = l.goal
  JOIN policy o ON o.fiscal_year = l.fiscal_year AND o.goal = l.goal AND o.policy = l.policy
 ORDER BY p.fiscal_year, p.position;

-- Totals, each project once within its group.
CREATE VIEW department_total AS
SELECT fiscal_year, department, count(*) AS project_count, sum(amount) AS amount
  FROM project GROUP BY fiscal_year, department;

CREATE VIEW goal_total AS
SELECT fiscal_year, goal, count(*) AS project_count, sum(amount) AS amount
  FROM (SELECT DISTINCT l.fiscal_year, l.goal, p.project_id, p.amount
          FROM listing l JOIN project p USING (fiscal_year, project_id))
 GROUP BY fiscal_year, goal;

CREATE VIEW policy_total AS
SELECT fiscal_year, goal, policy, count(*) AS project_count, sum(amount) AS amount
  FROM (SELECT DISTINCT l.fiscal_year, l.goal, l.policy, p.project_id, p.amount
          FROM listing l JOIN project p USING (fiscal_year, project_id))
 GROUP BY fiscal_year, goal, policy;

CREATE VIEW plan_total AS
SELECT fiscal_year, count(*) AS project_count, sum(amount) AS amount
  FROM project GROUP BY fiscal_year;
