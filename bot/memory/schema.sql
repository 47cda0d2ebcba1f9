-- What the bot itself remembers. Never mixed with the published table: a reload cannot touch it.
-- Times are Unix seconds.

-- Queries too long for a button or a link; the key is a hash of the content.
CREATE TABLE IF NOT EXISTS kept_query (
    key     TEXT PRIMARY KEY,
    query   TEXT NOT NULL, -- JSON
    kept_at INTEGER NOT NULL
) STRICT;

-- One conversation for each person in each chat.
CREATE TABLE IF NOT EXISTS dialogue (
    chat_id    INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    state      TEXT NOT NULL, -- JSON
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) STRICT;

-- Which messages of the bot answer which question, so that an edited question updates its answer.
CREATE TABLE IF NOT EXISTS answered (
    chat_id      INTEGER NOT NULL,
    message_id   INTEGER NOT NULL, -- the question
    user_id      INTEGER NOT NULL,
    replies      TEXT NOT NULL,    -- JSON: the bot's message ids, each with a digest of what it shows
    state_before TEXT NOT NULL,    -- JSON: what the question was read with
    answered_at  INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT;

-- What a message is about, so that a reply to it is read with that and not with what the replier asked last.
CREATE TABLE IF NOT EXISTS thread (
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL, -- the bot's answer, or the question it answers
    state      TEXT NOT NULL,    -- JSON
    shown_at   INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT;

-- Pictures that Telegram already holds.
CREATE TABLE IF NOT EXISTS picture (
    key     TEXT PRIMARY KEY,
    file_id TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

-- Admin commands that were carried out, by update: a redelivered update is not carried out again.
CREATE TABLE IF NOT EXISTS admin_command (
    update_id INTEGER PRIMARY KEY,
    user_id   INTEGER NOT NULL,
    command   TEXT NOT NULL,
    at        INTEGER NOT NULL
) STRICT;
