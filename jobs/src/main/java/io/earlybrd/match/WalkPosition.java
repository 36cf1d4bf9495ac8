package io.earlybrd.match;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far a walk has come, kept with each commit, so that a restart goes on after the last one.
 *
 * @param posting last one of the slices that are done
 * @param sliceEnd last posting of the slice that is under way; 0: none is
 * @param subscriber last one who is done with that slice
 * @param pageSize searches to read next
 */
record WalkPosition(long posting, long sliceEnd, long subscriber, int pageSize) {
  private static final String POSTING = "posting";
  private static final String SLICE_END = "slice_end";
  private static final String SUBSCRIBER = "subscriber";
  private static final String PAGE_SIZE = "page_size";

  static WalkPosition from(ExecutionContext context, int firstPage) {
    return new WalkPosition(
        context.getLong(POSTING, 0),
        context.getLong(SLICE_END, 0),
        context.getLong(SUBSCRIBER, 0),
        context.getInt(PAGE_SIZE, firstPage));
  }

  void to(ExecutionContext context) {
    context.putLong(POSTING, posting);
    context.putLong(SLICE_END, sliceEnd);
    context.putLong(SUBSCRIBER, subscriber);
    context.putInt(PAGE_SIZE, pageSize);
  }

  WalkPosition in(long end) {
    return new WalkPosition(posting, end, subscriber, pageSize);
  }

  WalkPosition after(long done, int nextPage) {
    return new WalkPosition(posting, sliceEnd, done, nextPage);
  }

  WalkPosition afterSlice() {
    return new WalkPosition(sliceEnd, 0, 0, pageSize);
  }
}
