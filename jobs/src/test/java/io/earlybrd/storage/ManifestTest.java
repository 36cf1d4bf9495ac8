package io.earlybrd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backups there are is what manifests say that were signed with our secret. */
class ManifestTest {
  private static final List<String> OURS = List.of("a secret of this house");
  private static final List<String> OTHERS = List.of("a secret of another house");

  @TempDir private Path folder;
  private Storage storage;

  @BeforeEach
  void open() {
    storage = new FolderStorage(folder);
  }

  @Test
  void a_manifest_reads_as_it_was_written() {
    var manifest = manifest("20261129T020000Z-aaaaaa", "1:5");

    assertThat(Manifest.read(signed(manifest, OURS), Manifest.signatures(OURS))).contains(manifest);
    assertThat(manifest.serverMajor()).isEqualTo(15);
  }

  @Test
  void a_secret_that_only_verifies_is_enough() {
    var text = signed(manifest("20261129T020000Z-aaaaaa", "1:5"), OTHERS);

    assertThat(
            Manifest.read(text, Manifest.signatures(List.of(OURS.getFirst(), OTHERS.getFirst()))))
        .isPresent();
  }

  @Test
  void whatever_is_changed_is_not_ours_any_more() {
    var text = signed(manifest("20261129T020000Z-aaaaaa", "1:5"), OURS);
    var signatures = Manifest.signatures(OURS);
    for (var change :
        Map.of(
                "\"size\":7", "\"size\":8",
                "1:5", "1:6",
                "ab12", "ab13",
                "\"mail\":3", "\"mail\":4",
                "\"encrypted\":true", "\"encrypted\":false",
                "15.18", "16.18",
                "{\"encrypted\"", "{\"more\":1,\"encrypted\"")
            .entrySet()) {
      var changed = text.replace(change.getKey(), change.getValue());

      assertThat(changed).isNotEqualTo(text);
      assertThat(Manifest.read(changed, signatures)).as(changed).isEmpty();
    }
    assertThat(Manifest.read("", signatures)).isEmpty();
    assertThat(Manifest.read("[]", signatures)).isEmpty();
    assertThat(Manifest.read("{", signatures)).isEmpty();
    assertThat(Manifest.read(text, Manifest.signatures(OTHERS))).isEmpty();
  }

  @Test
  void latest_is_the_newest_that_is_ours() {
    put(manifest("20261128T020000Z-bbbbbb", "1:5"), OURS);
    put(manifest("20261129T020000Z-aaaaaa", "1:5"), OURS);
    put(manifest("20261130T020000Z-cccccc", "9:9"), OTHERS);

    assertThat(new Manifests(storage, OURS).latest().id()).isEqualTo("20261129T020000Z-aaaaaa");
  }

  @Test
  void latest_does_not_choose_between_two_databases() {
    put(manifest("20261128T020000Z-bbbbbb", "1:5"), OURS);
    put(manifest("20261129T020000Z-aaaaaa", "2:5"), OURS);

    assertThatThrownBy(() -> new Manifests(storage, OURS).latest())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("20261128T020000Z-bbbbbb of 1:5")
        .hasMessageContaining("20261129T020000Z-aaaaaa of 2:5");
    assertThat(new Manifests(storage, OURS).named("20261128T020000Z-bbbbbb").installation())
        .isEqualTo("1:5");
  }

  @Test
  void a_restored_database_goes_on_where_the_lost_one_ended() {
    put(manifest("20261127T020000Z-aaaaaa", "1:5"), OURS);
    put(manifest("20261128T020000Z-bbbbbb", "2:5", "1:5"), OURS);
    put(manifest("20261129T020000Z-cccccc", "3:5", "1:5", "2:5"), OURS);

    assertThat(new Manifests(storage, OURS).latest().id()).isEqualTo("20261129T020000Z-cccccc");
  }

  @Test
  void a_copy_does_not_go_on_for_a_database_that_lives() {
    put(manifest("20261127T020000Z-aaaaaa", "1:5"), OURS);
    put(manifest("20261128T020000Z-bbbbbb", "2:5", "1:5"), OURS);
    put(manifest("20261128T030000Z-dddddd", "1:5"), OURS);
    put(manifest("20261129T020000Z-cccccc", "2:5", "1:5"), OURS);

    assertThatThrownBy(() -> new Manifests(storage, OURS).latest())
        .hasMessageContaining("20261128T030000Z-dddddd of 1:5");
  }

  @Test
  void that_it_was_verified_is_kept() {
    var at = Instant.parse("2026-11-29T02:10:00Z");
    var verified = manifest("20261129T020000Z-aaaaaa", "1:5").verified(at);

    assertThat(Manifest.read(signed(verified, OURS), Manifest.signatures(OURS)))
        .contains(verified)
        .get()
        .extracting(Manifest::verifiedAt)
        .isEqualTo(at);
  }

  @Test
  void a_place_without_backups_and_one_with_only_others_are_told_apart() {
    assertThatThrownBy(() -> new Manifests(storage, OURS).latest())
        .hasMessageContaining("There is no backup in");

    put(manifest("20261129T020000Z-aaaaaa", "1:5"), OTHERS);

    assertThatThrownBy(() -> new Manifests(storage, OURS).latest())
        .hasMessageContaining("was not signed with this EARLYBRD_SECRET");
    assertThatThrownBy(() -> new Manifests(storage, OURS).named("20261129T020000Z-aaaaaa"))
        .hasMessageContaining("was not signed with this EARLYBRD_SECRET");
    assertThatThrownBy(() -> new Manifests(storage, OURS).named("20261129T020000Z-nobody"))
        .hasMessageContaining("There is no backup “20261129T020000Z-nobody”");
    assertThatThrownBy(() -> new Manifests(storage, OURS).named("../secret"))
        .hasMessageContaining("There is no backup");
  }

  @Test
  void a_manifest_under_the_name_of_another_is_none() {
    var old = manifest("20261128T020000Z-bbbbbb", "1:5");
    storage.put(
        Manifest.key("20261129T020000Z-aaaaaa"),
        signed(old, OURS).getBytes(StandardCharsets.UTF_8));

    assertThat(new Manifests(storage, OURS).all()).isEmpty();
  }

  private void put(Manifest manifest, List<String> secrets) {
    storage.put(manifest.key(), signed(manifest, secrets).getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(Manifest manifest, List<String> secrets) {
    return manifest.signed(Manifest.signatures(secrets));
  }

  private static Manifest manifest(String id, String installation, String... formerly) {
    var day = id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 8);
    return new Manifest(
        id,
        Manifest.dumpKey(id, true),
        7,
        "ab12",
        Instant.parse(day + "T" + id.substring(9, 11) + ":00:00Z"),
        installation,
        List.of(formerly),
        null,
        "0012",
        "15.18",
        true,
        Map.of("mail", 3L, "posting", 5L),
        null);
  }
}
