package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;

import io.earlybrd.alerts.Explainer;
import io.earlybrd.alerts.Explanation;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Scene;

/** Asks a scene about the posting that its people wait for. */
record Asked(Scene scene) {
  static final String ANN = "ann@example.org";
  static final String LINK = "https://example.com/a/1";

  /** A known board with a new posting, “Java developer”, that nobody waits for yet. */
  BoardPage news() {
    return scene.knownBoard("a").shows(posting("1", "Java developer"));
  }

  Explanation explain() {
    return explain(ANN, LINK);
  }

  Explanation explain(String email, String link) {
    return ((Explainer.Explained) ask(email, link)).first();
  }

  Explainer.Outcome ask(String email, String link) {
    return new Explainer(scene.db().jdbc(), scene.config().secret())
        .explain(email, link, minute(30));
  }
}
