package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.posting.FoundPosting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlBoardTest {
  private static final String FIELDS =
      """
      {"id": "id", "title": "name", "url": "link @href", "location": {"all": ["office", "offices > office"]},
       "company": "^ company", "description": "texts > text > value", "department": "job|department"}
      """;

  private static final String DOCUMENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE jobs SYSTEM "jobs.dtd">
      <jobs xmlns:job="https://a.example/ns">
        <company>Acme &amp; Co</company>
        <position><id>17</id><name><![CDATA[Night Porter & <b>Guard</b>]]></name><link href="/jobs/17?a=1&amp;b=2"/>
          <office>Oslo</office><offices><office>Bergen</office></offices><job:department>House</job:department>
          <texts><text><name>Tasks</name><value><![CDATA[<p>Doors.</p><p>Keys.</p>]]></value></text>
            <text><value>&lt;ul&gt;&lt;li&gt;Nights&lt;/li&gt;&lt;/ul&gt;</value></text>
            <text><value><p xmlns="http://www.w3.org/1999/xhtml">Pay is <i>good</i>.</p></value></text></texts></position>
        <position><id>18</id><name>Cook</name></position>
      </jobs>
      """;

  private static Reading read(String document) throws UnreadableBoard {
    var board =
        Board.fromJson(
            """
            {"id": "a", "name": "A", "url": "https://a.example/jobs/", "every": "PT10M", "enabled": true,
             "format": "xml", "posting": "position", "fields": %s}
            """
                .formatted(FIELDS));
    return Documents.read(board, document);
  }

  @Test
  void every_field_is_read() throws UnreadableBoard {
    assertThat(read(DOCUMENT).postings())
        .hasSize(2)
        .first()
        .returns("17", FoundPosting::externalId)
        .returns("Night Porter & Guard", FoundPosting::title)
        .returns("https://a.example/jobs/17?a=1&b=2", FoundPosting::url)
        .returns("Acme & Co", FoundPosting::company)
        .returns("Oslo; Bergen", FoundPosting::location)
        .returns("House", FoundPosting::department)
        .satisfies(
            posting ->
                assertThat(posting.description().lines().filter(line -> !line.isBlank()))
                    .containsExactly("Doors.", "Keys.", "- Nights", "Pay is good."));
  }

  @Test
  void a_posting_that_lacks_parts_is_read() throws UnreadableBoard {
    assertThat(read(DOCUMENT).postings())
        .last()
        .returns("Cook", FoundPosting::title)
        .returns(null, FoundPosting::location)
        .returns("https://a.example/jobs/", FoundPosting::url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jobs\": []} | is JSON, not XML: try format: json",
        "hello | is not XML",
        "<!DOCTYPE html><html><body>x</body></html> | is an HTML page, not XML",
        "<!DOCTYPE jobs [<!ENTITY a 'b'>]><jobs>&a;</jobs> | has an internal DTD subset"
      })
  void what_is_no_xml_says_so(String document, String message) {
    assertThatThrownBy(() -> read(document)).hasMessageStartingWith(message);
  }

  @Test
  void a_document_without_postings_names_the_nearest() throws UnreadableBoard {
    assertThat(read("<jobs><job/></jobs>").notes())
        .containsExactly("posting “position” matches nothing on the page, nor does any part of it");
  }
}
