package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document shows.
 *
 * @param postings in the document's order, each external id once
 * @param skipped postings with neither title nor description
 * @param notes what an operator who set up the board should look at, a line each
 * @param ownPages where the pages are that postings have of their own, by external id; those that
 *     lack something only
 * @param items how many postings stand in the document, however often each
 * @param next the next page's address; null: it names none
 * @param total how many postings there are on all pages; null: it does not say
 * @param token by what the next page is asked for; null: by nothing
 * @param paging how documents of its shape go on
 */
public record Reading(
    List<FoundPosting> postings,
    int skipped,
    List<String> notes,
    Map<String, URI> ownPages,
    int items,
    @Nullable URI next,
    @Nullable Long total,
    @Nullable String token,
    Paging paging) {}
