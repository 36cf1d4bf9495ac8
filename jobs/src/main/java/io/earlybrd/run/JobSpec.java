package io.earlybrd.run;

/**
 * What launching knows of a job before Spring starts.
 *
 * @param name as on the command line and in the history
 * @param schedule five cron fields, as in cron/earlybrd.crontab
 * @param due SQL condition: is there work for this job? Made of the WHERE clauses of the job's own
 *     readers, verbatim, so that both always agree. Its placeholders are those of {@link
 *     Placeholders}.
 */
public record JobSpec(String name, JobGroup group, String schedule, String due) {
  /** Schedule of a job whose steps alerts runs: cron does not launch it by itself. */
  public static final String PART_OF_ALERTS = "part of alerts";

  private static final int DAY = 24 * 60;

  /**
   * Minutes between two launches by cron; 0 where cron does not launch it. The schedules are of
   * every n minutes, or of one time a day.
   */
  public int minutes() {
    if (schedule.equals(PART_OF_ALERTS)) {
      return 0;
    }
    if (isDaily()) {
      return DAY;
    }
    return schedule.startsWith("*/")
        ? Integer.parseInt(schedule.substring(2, schedule.indexOf(' ')))
        : 1;
  }

  /** The minute of the day at which a daily one is launched, by the host's clock; else 0. */
  public int minuteOfDay() {
    var fields = schedule.split(" ");
    return isDaily() ? Integer.parseInt(fields[1]) * 60 + Integer.parseInt(fields[0]) : 0;
  }

  private boolean isDaily() {
    return schedule.matches("\\d+ \\d+ \\* \\* \\*");
  }
}
