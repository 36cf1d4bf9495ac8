package io.earlybrd.board;

import java.net.URI;
import java.util.List;

/**
 * The postings of one document, before anything is read of them.
 *
 * @param root the document itself, for what concerns all
 * @param base what its links are relative to
 * @param markup texts may hold tags and entities; else they are text already
 */
record Items(List<Item> items, Item root, URI base, boolean markup) {}
