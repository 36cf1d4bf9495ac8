package io.earlybrd.scan;

import java.util.List;

/** Visits that are stored in one transaction: what was finished when the step asked. */
record VisitBatch(List<FinishedVisit> visits) {}
