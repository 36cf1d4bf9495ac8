/** Boards: their definitions in YAML, their formats, and one visit to one of them. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.board;
