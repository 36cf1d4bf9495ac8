--liquibase formatted sql
--changeset earlybrd:0008
--comment: A board over time: what vanished, what is held, what is usual, what is wrong, and its pages.

ALTER TABLE posting
  -- Slot of the first good visit that showed the whole board without it; NULL again once it is shown. The second one
  -- in a row closes it.
  ADD COLUMN missed_at timestamptz,
  -- It has a page of its own that was not read yet.
  ADD COLUMN detail_pending boolean NOT NULL DEFAULT false,
  ADD CHECK (pay_period IN ('hour', 'day', 'week', 'month', 'year', 'project'));
CREATE INDEX posting_open ON posting (board) WHERE closed_at IS NULL;
-- An unchanged board has nothing to close but these: few, so that asking costs nothing.
CREATE INDEX posting_missed ON posting (board) WHERE missed_at IS NOT NULL AND closed_at IS NULL;

ALTER TABLE board
  -- Where its address permanently redirects to, which is asked first.
  ADD COLUMN moved_to text,
  -- What its open incident is about; NULL: all is well. The state follows from it.
  ADD COLUMN alarm text CHECK (alarm IN ('flood', 'few', 'moved', 'fields', 'failing', 'gone')),
  -- How many postings the last visits found while all was well, oldest first: their median is typical.
  ADD COLUMN found_counts integer[] NOT NULL DEFAULT '{}',
  -- The fields that nearly all its postings have.
  ADD COLUMN usual_fields text[] NOT NULL DEFAULT '{}',
  -- Whether the last document that was read showed all that is on the board: then a posting that is open and was not
  -- missed was on it, at shown_at.
  ADD COLUMN shows_all boolean NOT NULL DEFAULT true,
  -- Some posting's own page waits to be read: a document is read again then although it is the same.
  ADD COLUMN detail_pending boolean NOT NULL DEFAULT false,
  -- The later of slot and clock of the last good visit: a posting dated after it cannot have been there.
  ADD COLUMN seen_until timestamptz,
  -- Slots of the first failure in a row, and of the first 404 or 410 in a row.
  ADD COLUMN failing_since timestamptz,
  ADD COLUMN absent_since timestamptz,
  ADD COLUMN good_page_at timestamptz;

-- Until now a posting that vanished only kept an old last_seen_at: the last full reading was the first without it.
UPDATE posting p
SET missed_at = b.shown_at
FROM board b
WHERE b.id = p.board
  AND p.closed_at IS NULL
  AND p.last_seen_at <> b.shown_at;

CREATE TABLE board_page (
  board   text NOT NULL REFERENCES board,
  -- good: what it showed when all was well. present: what it shows while something is wrong.
  kind    text NOT NULL CHECK (kind IN ('good', 'present')),
  at      timestamptz NOT NULL,
  -- gzip
  content bytea NOT NULL,
  PRIMARY KEY (board, kind)
);
-- Compressed already.
ALTER TABLE board_page ALTER COLUMN content SET STORAGE EXTERNAL;
