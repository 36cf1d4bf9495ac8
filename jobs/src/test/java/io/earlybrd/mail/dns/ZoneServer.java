package io.earlybrd.mail.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A name server on loopback that knows what it is told, over UDP. */
final class ZoneServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Map<String, List<Record>> records = new LinkedHashMap<>();
  private volatile int failing = -1;

  ZoneServer() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  /** One TXT record each; of long ones the strings are split as zone files do. */
  ZoneServer txt(String name, String... texts) {
    var all =
        Arrays.stream(texts)
            .map(
                text ->
                    (Record)
                        new TXTRecord(
                            name(name), DClass.IN, 60, Arrays.asList(text.split("(?<=\\G.{200})"))))
            .toList();
    records.put(name + ".", all);
    return this;
  }

  ZoneServer cname(String name, String target) {
    records.put(name + ".", List.of(new CNAMERecord(name(name), DClass.IN, 60, name(target))));
    return this;
  }

  ZoneServer mx(String name, String target) {
    records.put(name + ".", List.of(new MXRecord(name(name), DClass.IN, 60, 10, name(target))));
    return this;
  }

  /** Says nothing but this from now on. */
  ZoneServer failing(int code) {
    failing = code;
    return this;
  }

  private static Name name(String name) {
    return Name.fromConstantString(name.equals(".") ? name : name + ".");
  }

  private void serve() {
    var buffer = new byte[4096];
    try {
      while (true) {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        var bytes = reply(query).toWire();
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private Message reply(Message query) {
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    if (failing >= 0) {
      reply.getHeader().setRcode(failing);
      return reply;
    }
    var found = records.get(query.getQuestion().getName().toString());
    if (found == null) {
      reply.getHeader().setRcode(Rcode.NXDOMAIN);
      return reply;
    }
    for (var record : found) {
      if (record.getType() == query.getQuestion().getType()) {
        reply.addRecord(record, Section.ANSWER);
      } else if (record instanceof CNAMERecord alias) {
        reply.addRecord(record, Section.ANSWER);
        records
            .getOrDefault(alias.getTarget().toString(), List.of())
            .forEach(target -> reply.addRecord(target, Section.ANSWER));
      }
    }
    return reply;
  }

  @Override
  public void close() {
    socket.close();
  }
}
