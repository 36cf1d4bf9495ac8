package io.earlybrd.board;

import java.util.List;

/**
 * A feed.
 *
 * @param entries in the document's order
 * @param head what the feed says of itself: its own title, link, author
 */
record Feed(List<FeedEntry> entries, FeedEntry head) {}
