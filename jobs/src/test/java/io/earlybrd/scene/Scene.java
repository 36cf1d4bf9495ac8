package io.earlybrd.scene;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.cli.TestRunner;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.platform.BackupSettings;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.http.Loopback;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.subscriber.SubscriberImport;
import io.earlybrd.subscriber.SubscribersCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole EarlyBrd for the tests of one class: a database, boards, a mail server, and a process
 * that runs jobs, all real, kept for the class and emptied before each test. Register it in a
 * static field.
 *
 * <p>Slots lie in the future of every clock, unless a test says otherwise, so that ages are those
 * of the slots.
 */
public final class Scene
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  /** A Monday. */
  public static final Instant NOON = Instant.parse("2031-03-03T12:00:00Z");

  private static final List<String> SECRETS = List.of("0123456789abcdef0123456789abcdef");

  private static final Config.Feedback NO_FEEDBACK =
      new Config.Feedback(null, null, URI.create("http://127.0.0.1:9"), null, null, List.of());

  private final Config.InDoubt inDoubt;
  private final Config.Feedback feedback;
  private final @Nullable Path templates;
  private final AtomicLong pids = new AtomicLong();
  private final List<ReceivedMail> parsed = new ArrayList<>();
  private final Deque<TestRunner> processes = new ArrayDeque<>();
  private int baselines;
  private @Nullable TestRunner main;
  private @Nullable Stage stage;

  /** What stays from test to test. */
  private record Stage(
      Path home,
      Config.Datasource database,
      Config config,
      Loopback web,
      ScriptedSmtp mailServer,
      SceneDatabase db) {}

  public Scene() {
    this(Config.InDoubt.RESEND);
  }

  public Scene(Config.InDoubt inDoubt) {
    this(inDoubt, NO_FEEDBACK, null);
  }

  /** One whose operator has mail templates of their own. */
  public Scene(Path templates) {
    this(Config.InDoubt.RESEND, NO_FEEDBACK, templates);
  }

  /** One whose mail provider can be asked. */
  public Scene(Config.Feedback feedback) {
    this(Config.InDoubt.RESEND, feedback, null);
  }

  private Scene(Config.InDoubt inDoubt, Config.Feedback feedback, @Nullable Path templates) {
    this.inDoubt = inDoubt;
    this.feedback = feedback;
    this.templates = templates;
  }

  /** {@code n} minutes after noon. */
  public static Instant minute(long n) {
    return NOON.plus(Duration.ofMinutes(n));
  }

  /** A board that shows nothing yet and is not imported yet. */
  public BoardPage board(String id) {
    return new BoardPage(stage().web(), id);
  }

  /** {@code boards import}. */
  public void importBoards(BoardPage... boards) {
    importBoards(false, boards);
  }

  /** {@code boards import --mail-first}. */
  public void importBoardsMailFirst(BoardPage... boards) {
    importBoards(true, boards);
  }

  private void importBoards(boolean mailFirst, BoardPage... boards) {
    var yaml =
        Stream.of(boards).map(BoardPage::yaml).collect(Collectors.joining("", "boards:\n", ""));
    var read = BoardsYaml.read(file("boards.yaml", yaml));
    db().transaction()
        .executeWithoutResult(status -> new BoardStore(db().jdbc()).store(read, mailFirst));
  }

  /** A board that is imported and past its baseline, which was empty. */
  public BoardPage knownBoard(String id) {
    var board = board(id);
    importBoards(board);
    // A slot of its own, since one that is completed is not run again.
    run("scan", minute(-60 + baselines++));
    if (db().count("board WHERE baseline_at IS NULL") > 0) {
      throw new IllegalStateException("the baseline visit failed");
    }
    return board;
  }

  /** {@code subscribers import} at noon. */
  public void importSubscribers(Person... people) {
    importSubscribers(NOON, people);
  }

  public void importSubscribers(Instant now, Person... people) {
    var csv =
        Stream.of(people)
            .map(Person::csv)
            .collect(Collectors.joining("", "email,time_zone,delivery,send_at,search\r\n", ""));
    var rows = SubscribersCsv.read(file("subscribers.csv", csv));
    db().transaction()
        .executeWithoutResult(
            status -> new SubscriberImport(db().jdbc(), SECRETS).store(rows, now));
  }

  /** A known board with a new posting, “Java developer”, that these people wait for. */
  public BoardPage newsFor(String... emails) {
    var board = knownBoard("a");
    importSubscribers(
        Stream.of(emails).map(email -> Person.instant(email, "java")).toArray(Person[]::new));
    return board.shows(SamplePosting.posting("1", "Java developer"));
  }

  /** {@code run JOB --at SLOT} in the class's own process. */
  public TestRunner.Launch run(String job, Instant slot) {
    return process().run(job, slot);
  }

  /**
   * The class's own process. It holds the locks of what it ran, so others are busy until it has
   * gone.
   */
  public TestRunner process() {
    var running = main;
    if (running == null) {
      running = open(inDoubt);
      main = running;
    }
    return running;
  }

  /** One more process, which ends with the test. */
  public TestRunner otherProcess() {
    var other = open(inDoubt);
    processes.push(other);
    return other;
  }

  /** The class's own process ends; the next {@link #process} is another one. */
  public void endProcess() {
    var running = main;
    main = null;
    if (running != null) {
      running.close();
    }
  }

  /** Tells a process from the others of this class. */
  long nextPid() {
    return pids.incrementAndGet();
  }

  private TestRunner open(Config.InDoubt mode) {
    var config = stage().config();
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return TestRunner.open(config, stage().database(), clock, pids.incrementAndGet());
  }

  public ScriptedSmtp mailServer() {
    return stage().mailServer();
  }

  /** Every message that came to the mail server, as often as it came. */
  public List<ReceivedMail> mails() {
    var messages = mailServer().messages();
    for (int i = parsed.size(); i < messages.size(); i++) {
      parsed.add(ReceivedMail.of(messages.get(i)));
    }
    return List.copyOf(parsed);
  }

  public List<ReceivedMail> mailsTo(String email) {
    return mails().stream().filter(mail -> mail.to().equals(email)).toList();
  }

  /** In how many messages somebody was told of a posting. */
  public long told(String email, String title) {
    return mailsTo(email).stream().filter(mail -> mail.tells(title)).count();
  }

  public Config.Datasource database() {
    return stage().database();
  }

  public SceneDatabase db() {
    return stage().db();
  }

  public Config config() {
    return stage().config();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    var home = Files.createTempDirectory("earlybrd-scene");
    var database = TestDatabases.fresh();
    var mailServer = new ScriptedSmtp();
    var smtp = new Config.Smtp("127.0.0.1", mailServer.port(), null, null, Map.of());
    var config =
        new Config(
            home,
            database,
            smtp,
            "EarlyBrd <alerts@earlybrd.example>",
            inDoubt,
            new Config.Sending(1, 0),
            feedback,
            templates,
            URI.create("https://alerts.earlybrd.example"),
            SECRETS,
            new Config.Fetch(
                List.of("127.0.0.0/8"), 8, 1, Duration.ZERO, Duration.ofSeconds(5), 1 << 20),
            null,
            BackupSettings.NONE,
            Config.LogFormat.TEXT);
    stage =
        new Stage(home, database, config, new Loopback(), mailServer, new SceneDatabase(database));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    db().empty();
    mailServer().forget();
    parsed.clear();
    baselines = 0;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    processes.forEach(TestRunner::close);
    processes.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    endProcess();
    stage().web().close();
    stage().mailServer().close();
    db().close();
    try {
      FileSystemUtils.deleteRecursively(stage().home());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of a person at the keyboard. */
  public Path file(String name, String content) {
    try {
      return Files.writeString(stage().home().resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stage stage() {
    var set = stage;
    if (set == null) {
      throw new IllegalStateException("register the scene as an extension in a static field");
    }
    return set;
  }
}
