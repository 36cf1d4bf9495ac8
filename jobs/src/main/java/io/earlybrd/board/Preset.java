package io.earlybrd.board;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How all boards of one vendor are read. Immutable.
 *
 * @param name of the file, and in {@code boards.yaml}
 * @param title the vendor's own name
 * @param template the address of a board's document, made of its slug's names; null: it has no
 *     slugs
 * @param slug what a slug looks like; its groups are names, the whole is {@code slug}
 * @param slugTemplate how a slug is made of the names of an address; null: the address has it
 * @param recognised addresses of boards, whether people's or programs'; their groups are names
 * @param embedded what careers pages hold that show a board of this vendor
 */
record Preset(
    String name,
    String title,
    @Nullable Template template,
    Pattern slug,
    @Nullable Template slugTemplate,
    List<Pattern> recognised,
    List<Pattern> embedded,
    Recipe recipe) {

  /**
   * The address of the board with that slug.
   *
   * @throws IllegalArgumentException when it is no slug of this vendor's, saying what one looks
   *     like
   */
  URI url(String written) {
    var names = names(written);
    var address = template == null || names == null ? null : template.filled(names);
    if (address == null) {
      throw new IllegalArgumentException(
          template == null
              ? "boards of %s have no slugs: give “url”".formatted(title)
              : "“%s” is no slug of %s: it looks like %s"
                  .formatted(OneLine.of(written, 80), title, slug));
    }
    return Links.boardUrl(address);
  }

  /** What the slug says by name; null where it is none. */
  @Nullable Names names(String written) {
    var match = slug.matcher(written);
    return match.matches() ? named(match).with("slug", written) : null;
  }

  /** What the address of a board says by name: of people's pages and programs' alike. */
  Names names(URI url) {
    for (var pattern : recognised) {
      var match = pattern.matcher(url.toString());
      if (match.lookingAt()) {
        return named(match);
      }
    }
    return Names.NONE;
  }

  /** The slug that has those names; null where they are not enough for one. */
  @Nullable String slugOf(Names names) {
    if (template == null) {
      return null;
    }
    var written = slugTemplate == null ? names.get("slug") : slugTemplate.filled(names);
    return written == null || names(written) == null ? null : written;
  }

  static Names named(Matcher match) {
    var names = Names.NONE;
    for (var group : match.namedGroups().keySet()) {
      var value = match.group(group);
      if (value != null) {
        names = names.with(group, value);
      }
    }
    return names;
  }
}
