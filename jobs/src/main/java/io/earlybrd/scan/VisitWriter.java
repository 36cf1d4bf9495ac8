package io.earlybrd.scan;

import io.earlybrd.run.Failures;
import io.earlybrd.run.Guard;
import java.sql.SQLException;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Stores a batch of visits, in the chunk's one transaction. Where one of them cannot be stored, it
 * becomes a failed visit, and the others are stored without it: a savepoint keeps them apart.
 */
final class VisitWriter implements ItemWriter<VisitBatch> {
  private final Guard guard;
  private final VisitStore store;
  private final PlatformTransactionManager transactions;

  VisitWriter(Guard guard, VisitStore store, PlatformTransactionManager transactions) {
    this.guard = guard;
    this.store = store;
    this.transactions = transactions;
  }

  @Override
  public void write(Chunk<? extends VisitBatch> batches) {
    guard.check();
    batches.forEach(batch -> store(batch.visits()));
  }

  private void store(List<FinishedVisit> visits) {
    var savepoint =
        transactions.getTransaction(
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
    try {
      store.store(visits);
    } catch (RuntimeException e) {
      if (!isOfAVisit(e)) {
        // The whole transaction is rolled back. Not to the savepoint first: where the connection
        // is broken that fails too, and hides what was wrong.
        throw e;
      }
      transactions.rollback(savepoint);
      onceMore(visits, e);
      return;
    }
    transactions.commit(savepoint);
  }

  private void onceMore(List<FinishedVisit> visits, RuntimeException e) {
    if (visits.size() > 1) {
      visits.forEach(visit -> store(List.of(visit)));
    } else {
      var reason = "What was found cannot be stored: " + Failures.reason(e);
      store.store(List.of(visits.getFirst().failed(reason)));
    }
  }

  /**
   * Whether the database refuses this very data (SQLSTATE classes 22 and 23, and 54 for what is too
   * large), or our code fails on it. Anything else is no board's fault.
   */
  private static boolean isOfAVisit(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransactionException) {
        return false;
      }
      if (cause instanceof SQLException sql) {
        var state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
      }
    }
    return true;
  }
}
