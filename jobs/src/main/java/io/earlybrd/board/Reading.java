package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import java.util.List;

/**
 * What a document shows.
 *
 * @param postings in the document's order, each external id once
 * @param skipped postings with neither title nor description
 * @param notes what an operator who set up the board should look at, a line each
 */
public record Reading(List<FoundPosting> postings, int skipped, List<String> notes) {}
