package io.earlybrd.web;

import io.earlybrd.platform.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * What every page knows of the site.
 *
 * @param path of the base URL, before the path of each page: mostly empty
 * @param secure whether the base URL is https
 * @param contact whom people write to
 * @param stylesheet its bytes
 * @param version of the stylesheet: its address changes with it, so that browsers may keep it
 */
record Site(String path, boolean secure, String contact, byte[] stylesheet, String version) {

  static Site of(Config config) {
    var base = config.baseUrl();
    var from = config.mailFrom();
    var contact =
        from.endsWith(">") ? from.substring(from.lastIndexOf('<') + 1, from.length() - 1) : from;
    var stylesheet = read("templates/web/style.css");
    return new Site(
        base.getPath(), "https".equals(base.getScheme()), contact, stylesheet, version(stylesheet));
  }

  private static byte[] read(String name) {
    try (var in = Site.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
