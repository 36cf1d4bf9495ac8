--liquibase formatted sql
--changeset earlybrd:0009
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

-- For counting and previewing what a search finds: the words, and /day/N of the day that it was first seen.
CREATE INDEX posting_words ON posting USING gin (tsv);

ALTER TABLE saved_search
  ADD COLUMN query_rules smallint NOT NULL DEFAULT 0,
  DROP CONSTRAINT saved_search_once;
-- Nobody has the same search twice. A hash, since an index entry has 2,704 bytes at most and a query may be longer.
CREATE UNIQUE INDEX saved_search_once ON saved_search (subscriber, md5(normalised_query));
-- Empty but after an upgrade that changes the rules.
CREATE INDEX saved_search_old_rules ON saved_search (id) WHERE query_rules < 1;

ALTER TABLE match
  -- The lexemes of its searches that stand in the posting: what mails highlight.
  ADD COLUMN terms text[] NOT NULL DEFAULT '{}';

-- Code from before this change writes tsv and query by other rules.
UPDATE setting SET value = '0009' WHERE key = 'oldest_code';
