package io.earlybrd.scan;

import io.earlybrd.board.Board;
import io.earlybrd.board.Validators;

/**
 * A board whose visit is due.
 *
 * @param definition as stored: a visit counts only while it is still this one
 */
record DueBoard(Board board, String definition, Validators validators) {}
