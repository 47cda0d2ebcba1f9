-- One city's table of strategy projects, as printed and as counted.
-- Amounts are whole thousands of yen (千円); document.unit says so. Every table is keyed by fiscal year.
-- Comments about a table stand inside its statement, because only those are kept in the database.

CREATE TABLE document (
    -- The published table that everything here was read from.
    fiscal_year   INTEGER PRIMARY KEY CHECK (fiscal_year BETWEEN 1989 AND 2200), -- 西暦: 令和7年度 = 2025
    title         TEXT NOT NULL,
    unit          TEXT NOT NULL CHECK (unit = '千円'),
    source_name   TEXT NOT NULL,
    source_sha256 TEXT NOT NULL CHECK (length(source_sha256) = 64)
) STRICT;

CREATE TABLE department (
    -- 部局, as spelt in the document.
    fiscal_year INTEGER NOT NULL REFERENCES document,
    name        TEXT NOT NULL CHECK (name <> ''),
    position    INTEGER NOT NULL CHECK (position > 0), -- order of first appearance in the document
    PRIMARY KEY (fiscal_year, name),
    UNIQUE (fiscal_year, position)
) STRICT;

CREATE TABLE goal (
    -- 基本目標.
    fiscal_year INTEGER NOT NULL REFERENCES document,
    goal        INTEGER NOT NULL CHECK (goal > 0),
    name        TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (fiscal_year, goal)
) STRICT;

CREATE TABLE policy (
    -- 施策 of a 基本目標.
    fiscal_year INTEGER NOT NULL,
    goal        INTEGER NOT NULL,
    policy      TEXT NOT NULL CHECK (length(policy) = 1), -- ア, イ, …
    name        TEXT NOT NULL CHECK (name <> ''),
    position    INTEGER NOT NULL CHECK (position > 0), -- printed order
    PRIMARY KEY (fiscal_year, goal, policy),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, goal) REFERENCES goal (fiscal_year, goal)
) STRICT;

CREATE TABLE project (
    -- A project (事業) once, with the wording of the row where it is listed without 再掲.
    fiscal_year INTEGER NOT NULL,
    project_id  TEXT NOT NULL, -- place of that row: goal-policy-number, e.g. 1-ア-32
    name        TEXT NOT NULL CHECK (name <> ''),
    department  TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount >= 0), -- 千円
    description TEXT NOT NULL,
    is_new      INTEGER NOT NULL CHECK (is_new IN (0, 1)), -- marked (新), which is no part of the name
    position    INTEGER NOT NULL CHECK (position > 0), -- printed order
    PRIMARY KEY (fiscal_year, project_id),
    UNIQUE (fiscal_year, name),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, department) REFERENCES department (fiscal_year, name)
) STRICT;
CREATE INDEX project_by_department ON project (fiscal_year, department);
CREATE INDEX project_by_amount ON project (fiscal_year, amount);

CREATE TABLE listing (
    -- Every printed row, 再掲 rows included, with its own wording.
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
    source_line INTEGER NOT NULL CHECK (source_line > 0), -- line of the source text
    PRIMARY KEY (fiscal_year, goal, policy, number),
    UNIQUE (fiscal_year, position),
    FOREIGN KEY (fiscal_year, goal, policy) REFERENCES policy (fiscal_year, goal, policy),
    FOREIGN KEY (fiscal_year, project_id) REFERENCES project (fiscal_year, project_id),
    FOREIGN KEY (fiscal_year, department) REFERENCES department (fiscal_year, name),
    -- A row is a 再掲 exactly when it is not the one its project is named after.
    CHECK (is_reprint = (project_id <> goal || '-' || policy || '-' || number))
) STRICT;
CREATE INDEX listing_by_project ON listing (fiscal_year, project_id);

CREATE TABLE printed_total (
    -- The figures the document itself prints: 小計 of each goal, and 合計 (goal is NULL).
    -- They count a 再掲 row again.
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
-- Each project once, with its goal and policy.
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

CREATE VIEW department_total AS
-- Totals by department, each project once.
SELECT fiscal_year, department, count(*) AS project_count, sum(amount) AS amount
  FROM project GROUP BY fiscal_year, department;

CREATE VIEW goal_total AS
-- Totals by goal, each project once within a goal, whether it is listed there first or as 再掲.
SELECT fiscal_year, goal, count(*) AS project_count, sum(amount) AS amount
  FROM (SELECT DISTINCT l.fiscal_year, l.goal, p.project_id, p.amount
          FROM listing l JOIN project p USING (fiscal_year, project_id))
 GROUP BY fiscal_year, goal;

CREATE VIEW policy_total AS
-- Totals by policy, each project once within a policy, whether it is listed there first or as 再掲.
SELECT fiscal_year, goal, policy, count(*) AS project_count, sum(amount) AS amount
  FROM (SELECT DISTINCT l.fiscal_year, l.goal, l.policy, p.project_id, p.amount
          FROM listing l JOIN project p USING (fiscal_year, project_id))
 GROUP BY fiscal_year, goal, policy;

CREATE VIEW plan_total AS
-- The whole plan, each project once. printed_total holds what the document prints.
SELECT fiscal_year, count(*) AS project_count, sum(amount) AS amount
  FROM project GROUP BY fiscal_year;

CREATE VIEW reprint_difference AS
-- 再掲 rows that do not repeat their project's row word for word.
SELECT l.fiscal_year, l.project_id, l.goal, l.policy, l.number, l.source_line, p.name,
       l.name <> p.name AS name_differs,
       l.department <> p.department AS department_differs,
       l.amount <> p.amount AS amount_differs,
       l.is_new <> p.is_new AS new_mark_differs,
       l.description AS reprint_description, p.description AS project_description
  FROM listing l
  JOIN project p ON p.fiscal_year = l.fiscal_year AND p.project_id = l.project_id
 WHERE (l.name, l.department, l.amount, l.is_new, l.description)
       <> (p.name, p.department, p.amount, p.is_new, p.description)
 ORDER BY l.fiscal_year, l.position;
