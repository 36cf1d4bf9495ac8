package io.earlybrd.scene;

import java.util.LinkedHashMap;
import java.util.Map;

/** A posting as a {@link BoardPage} shows it. */
public record SamplePosting(String id, String title, String location, String description) {

  public static SamplePosting posting(String id, String title) {
    return new SamplePosting(id, title, "Lyon", "We look for somebody who likes this work.");
  }

  public SamplePosting titled(String other) {
    return new SamplePosting(id, other, location, description);
  }

  public SamplePosting in(String other) {
    return new SamplePosting(id, title, other, description);
  }

  public SamplePosting describedAs(String other) {
    return new SamplePosting(id, title, location, other);
  }

  Map<String, String> json(String board) {
    var json = new LinkedHashMap<String, String>();
    json.put("id", id);
    json.put("title", title);
    json.put("place", location);
    json.put("text", description);
    json.put("link", "https://example.com/" + board + "/" + id);
    return json;
  }
}
