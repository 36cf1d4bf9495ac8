--liquibase formatted sql
--changeset earlybrd:0009 splitStatements:false
--comment: Words, exact words and filters in one tsvector of our own making; why a match is one; what is the same posting elsewhere.

ALTER TABLE posting
  -- By which rules tsv was made (SearchVector.RULES). Claiming makes those of older rules anew, so that no posting is
  -- compared with queries of other rules.
  ADD COLUMN tsv_rules smallint NOT NULL DEFAULT 0,
  -- How many runs have claimed it: at the first, nothing that matching inserts can be there already.
  ADD COLUMN claims integer NOT NULL DEFAULT 0,
  -- Title, company and place as one number: the same posting on several boards has the same. NULL: no company is named.
  ADD COLUMN same_as bigint;

-- Postings that were claimed before claims were counted.
UPDATE posting SET claims = 1 WHERE matched_version > 0 OR match_instance IS NOT NULL OR text_version > 1;

-- For counting and previewing what a search finds in the last week: the words, and /day/N of the day that it was first
-- seen. A table of its own, since every change of a posting's row (claimed, settled, seen again) would write all its words
-- into the index once more: a thousand postings claimed and settled took 1.5 s, and take 0.04 s.
CREATE TABLE posting_words (
  -- No foreign key: who reads it joins posting, and what is left over is forgotten with the rest.
  posting       bigint PRIMARY KEY,
  first_seen_at timestamptz NOT NULL,
  tsv           tsvector NOT NULL,
  -- Database clock: settling forgets what is older than eight days.
  kept_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Storing appends to its pending list, which costs next to nothing; autovacuum merges that into the index within a
-- minute or so. With the default list of 4 MB a first visit of many boards would merge while it stores: four times slower.
CREATE INDEX posting_words_words ON posting_words USING gin (tsv) WITH (gin_pending_list_limit = 65536);
ALTER TABLE posting_words SET (autovacuum_vacuum_insert_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0);
CREATE INDEX posting_words_kept ON posting_words (kept_at);

-- By a trigger, so that whoever writes a posting's words writes these.
CREATE FUNCTION keep_posting_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting_words (posting, first_seen_at, tsv)
  VALUES (NEW.id, NEW.first_seen_at, NEW.tsv)
  ON CONFLICT (posting) DO UPDATE
  SET tsv = excluded.tsv, first_seen_at = excluded.first_seen_at;
  RETURN NULL;
END $$;
CREATE FUNCTION keep_new_posting_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting_words (posting, first_seen_at, tsv)
  SELECT id, first_seen_at, tsv
  FROM stored;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_words_new AFTER INSERT ON posting
  REFERENCING NEW TABLE AS stored
  FOR EACH STATEMENT EXECUTE FUNCTION keep_new_posting_words();
CREATE TRIGGER posting_words_changed AFTER UPDATE OF tsv, first_seen_at ON posting
  FOR EACH ROW WHEN (OLD.tsv <> NEW.tsv OR OLD.first_seen_at <> NEW.first_seen_at)
  EXECUTE FUNCTION keep_posting_words();
INSERT INTO posting_words (posting, first_seen_at, tsv)
SELECT id, first_seen_at, tsv
FROM posting
WHERE stored_at > clock_timestamp() - interval '8 days';

ALTER TABLE saved_search
  ADD COLUMN query_rules smallint NOT NULL DEFAULT 0,
  DROP CONSTRAINT saved_search_once,
  -- A tsquery cannot leave its row, and a row has 8,160 bytes at most: one of 500 words has 15,000. Such a one is kept as
  -- its text; who reads searches takes coalesce(query, long_query::tsquery).
  ADD COLUMN long_query text,
  ALTER COLUMN query DROP NOT NULL,
  ADD CONSTRAINT saved_search_query CHECK ((query IS NULL) <> (long_query IS NULL));
CREATE FUNCTION keep_long_query() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_column_size(NEW.query) > 4000 THEN
    NEW.long_query := NEW.query::text;
    NEW.query := NULL;
  ELSIF NEW.query IS NOT NULL THEN
    NEW.long_query := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER saved_search_long BEFORE INSERT OR UPDATE OF query ON saved_search
  FOR EACH ROW EXECUTE FUNCTION keep_long_query();
-- Nobody has the same search twice. A hash, since an index entry has 2,704 bytes at most and a query may be longer.
CREATE UNIQUE INDEX saved_search_once ON saved_search (subscriber, md5(normalised_query));
-- Empty but after an upgrade that changes the rules.
CREATE INDEX saved_search_old_rules ON saved_search (id) WHERE query_rules < 1;

ALTER TABLE match
  -- The lexemes of its searches that stand in the posting: what mails highlight.
  ADD COLUMN terms text[] NOT NULL DEFAULT '{}';

-- Nobody asked by posting alone, and it made inserting matches take twice the time (7.2 s for 1.2 million instead of 3.7).
DROP INDEX match_posting;

-- Code from before this change writes tsv and query by other rules.
UPDATE setting SET value = '0009' WHERE key = 'oldest_code';
