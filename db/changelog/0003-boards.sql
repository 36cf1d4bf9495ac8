--liquibase formatted sql
--changeset earlybrd:0003
--comment: Boards, their visits, and the postings that they showed.

CREATE TABLE board (
  id              text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]+$'),
  name            text NOT NULL,
  url             text NOT NULL,
  format          text NOT NULL,
  preset          text,
  definition      jsonb NOT NULL,
  -- Of what decides which postings there are and how they are told apart: another one starts a new baseline.
  definition_hash text NOT NULL,
  every           interval NOT NULL CHECK (every >= interval '1 minute'),
  enabled         boolean NOT NULL DEFAULT true,
  mail_first      boolean NOT NULL DEFAULT false,
  state           text NOT NULL DEFAULT 'new'
                  CHECK (state IN ('new', 'ok', 'failing', 'silent', 'held', 'gone')),
  baseline_at     timestamptz,
  -- '-infinity': due at any slot, also one in the past.
  next_visit_at   timestamptz NOT NULL DEFAULT '-infinity',
  visited_slot    timestamptz,
  last_visit_at   timestamptz,
  last_success_at timestamptz,
  -- Slot of the last visit that stored what the page showed: a posting last seen then is on the page still.
  shown_at        timestamptz,
  last_error      text,
  failures        integer NOT NULL DEFAULT 0,
  etag            text,
  last_modified   text,
  body_hash       text,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  removed_at      timestamptz
);
CREATE INDEX board_due ON board (next_visit_at) WHERE enabled AND removed_at IS NULL;

CREATE TABLE board_visit (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  board         text NOT NULL REFERENCES board,
  job_execution bigint NOT NULL,
  slot          timestamptz NOT NULL,
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz NOT NULL,
  outcome       text NOT NULL CHECK (outcome IN ('unchanged', 'found', 'failed')),
  http_status   integer,
  bytes         bigint,
  found         integer NOT NULL DEFAULT 0,
  new           integer NOT NULL DEFAULT 0,
  changed       integer NOT NULL DEFAULT 0,
  skipped       integer NOT NULL DEFAULT 0,
  error         text
);
CREATE INDEX board_visit_board ON board_visit (board, id);

CREATE TABLE posting (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  board           text NOT NULL REFERENCES board,
  external_id     text NOT NULL,
  appearance      integer NOT NULL DEFAULT 1,
  url             text NOT NULL,
  title           text NOT NULL,
  company         text,
  location        text,
  remote          boolean,
  department      text,
  pay             text,
  pay_min         numeric,
  pay_max         numeric,
  pay_currency    text,
  pay_period      text,
  description     text,
  posted_at       timestamptz,
  first_seen_at   timestamptz NOT NULL,
  stored_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at    timestamptz NOT NULL,
  closed_at       timestamptz,
  content_hash    text NOT NULL,
  baseline        boolean NOT NULL,
  held            boolean NOT NULL DEFAULT false,
  text_version    integer NOT NULL DEFAULT 1,
  matched_version integer NOT NULL DEFAULT 0,
  match_instance  bigint,
  -- Written by the upsert, not generated, so that its rules can change.
  tsv             tsvector NOT NULL,
  -- Nothing twice: a posting that comes back within 7 days after it closed is the same row, later it is a new appearance.
  CONSTRAINT posting_identity UNIQUE (board, external_id, appearance),
  CHECK (matched_version <= text_version)
);
-- Pending: nothing lost. A posting leaves this index only when a run has settled it.
CREATE INDEX posting_pending ON posting (id)
  WHERE matched_version < text_version AND NOT baseline AND NOT held;
CREATE INDEX posting_claimed ON posting (match_instance) WHERE match_instance IS NOT NULL;
CREATE INDEX posting_first_seen ON posting (first_seen_at);

-- English inflections without stop words: in "IT support" or "who" every word was meant. Text and queries are folded
-- (case, accents, special words such as C++) before they come here.
CREATE TEXT SEARCH DICTIONARY earlybrd_english (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION earlybrd (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION earlybrd
  ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart
  WITH earlybrd_english;
