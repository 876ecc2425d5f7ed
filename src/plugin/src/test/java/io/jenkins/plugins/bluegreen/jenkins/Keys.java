package io.jenkins.plugins.bluegreen.jenkins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its own certificate, made by the JDK's keytool. */
final class Keys {
    static final String PASSWORD = "keys-password";

    private final Path file;

    private Keys(Path file) {
        this.file = file;
    }

    static Keys make(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        "-genkeypair -keyalg RSA -storetype PKCS12 -validity 7 -alias key -ext san=ip:127.0.0.1 -dname CN=%s -storepass %s -keystore %s"
                                .formatted(name, PASSWORD, file)
                                .lines()
                                .flatMap(line -> Stream.of(line.split(" "))))
                .collect(Collectors.toList());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(told);
        }
        return new Keys(file);
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    String certificate() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .encodeToString(store().getCertificate("key").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** For a server with this key, which asks its clients for another one. */
    SSLContext serverThatKnows(Keys clients) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", clients.store().getCertificate("key"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
