package io.earlybrd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages are rooms, and arrows between them go one way: DESIGN §2. */
class ArchitectureTest {
  private static final String ROOT = "io.earlybrd.";

  /** Which rooms a room may look into; everybody may look into {@code platform}. */
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.earlybrd");

  private static Map<String, Set<String>> arrows() {
    var arrows = new LinkedHashMap<String, Set<String>>();
    arrows.put("platform", Set.of());
    arrows.put("run", Set.of());
    // Where backups lie: it knows of nothing that is in them.
    arrows.put("storage", Set.of());
    // What there is in the world, and how it is read and written. It knows of no run.
    arrows.put("search", Set.of());
    arrows.put("mail", Set.of("search"));
    arrows.put("posting", Set.of("search"));
    arrows.put("board", Set.of("posting"));
    arrows.put("subscriber", Set.of("search", "mail"));
    // What left the house, beside the backups.
    arrows.put("journal", Set.of("run", "storage", "search", "mail", "subscriber"));
    // The jobs look into all of that, and not at each other.
    var below = Set.copyOf(arrows.keySet());
    arrows.put("scan", below);
    arrows.put("match", below);
    arrows.put("deliver", below);
    arrows.put("backup", below);
    arrows.put("alerts", with(below, "scan", "match", "deliver"));
    arrows.put("demo", below);
    arrows.put("web", Set.copyOf(arrows.keySet()));
    arrows.put("cli", Set.copyOf(arrows.keySet()));
    return arrows;
  }

  private static Set<String> with(Set<String> rooms, String... more) {
    return Stream.concat(rooms.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  static Stream<String> rooms() {
    return ARROWS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void a_room_looks_only_into_rooms_that_it_may_look_into(String room) {
    var allowed = new TreeSet<>(ARROWS.getOrDefault(room, Set.of()));
    allowed.add("platform");
    allowed.add(room);
    var packages = allowed.stream().map(name -> ROOT + name + "..").toArray(String[]::new);

    check(
        classes()
            .that()
            .resideInAPackage(ROOT + room + "..")
            .should()
            .onlyDependOnClassesThat(
                not(resideInAPackage("io.earlybrd..")).or(resideInAnyPackage(packages))));
  }

  @Test
  void every_room_is_in_the_plan() {
    var rooms =
        CODE.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rooms).isEqualTo(new TreeSet<>(ARROWS.keySet()));
  }

  @Test
  void no_two_rooms_look_into_each_other() {
    check(slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
  }

  @Test
  void packages_are_named_for_what_is_in_them() {
    for (var name : List.of("util", "utils", "common", "impl", "service", "helper", "misc")) {
      check(
          noClasses()
              .should()
              .resideInAPackage("io.earlybrd.." + name + "..")
              .allowEmptyShould(true));
    }
  }

  @Test
  void classes_are_named_for_what_they_do() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Factory)")
            .because("such a name says nothing"));
  }

  @Test
  void packages_say_what_may_be_null() {
    var unmarked =
        CODE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void dates_are_those_of_java_time() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, java.util.Calendar.class, SimpleDateFormat.class));
  }

  @Test
  void only_commands_print_results() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cli..", ROOT + "demo..")
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void time_is_an_argument() {
    var rule = noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should();
    check(
        rule.callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("the clock is made where a command begins"));
    check(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("nothing decides by a clock of its own"));
  }

  private static void check(ArchRule rule) {
    rule.check(CODE);
  }
}
