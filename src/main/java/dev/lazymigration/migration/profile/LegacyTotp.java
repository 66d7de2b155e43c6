package dev.lazymigration.migration.profile;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.utils.Base32;
import org.keycloak.models.utils.HmacOTP;

/**
 * Reads a time-based one-time password: its secret as text, an {@code otpauth://totp/} address as in the QR codes of
 * authenticator apps, or an object with {@code secret}, and possibly {@code encoding}, {@code digits}, {@code period},
 * {@code algorithm} and {@code label}. No reason holds anything of the secret.
 */
final class LegacyTotp {

    private static final int LONGEST_PERIOD_SECONDS = 3600;

    private static final Map<String, String> ALGORITHMS =
            Map.of("SHA1", HmacOTP.HMAC_SHA1, "SHA256", HmacOTP.HMAC_SHA256, "SHA512", HmacOTP.HMAC_SHA512);

    private LegacyTotp() {}

    /** Why a TOTP cannot be carried over. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnusableException(String reason) {
            super(reason);
        }
    }

    static LegacyCredential.Totp read(LegacyFields.Element element) throws UnusableException {
        Map<String, Object> totp = parameters(element.value());
        if (LegacyValue.text(totp, "type").orElse("totp").equalsIgnoreCase("hotp")) {
            throw new UnusableException("counts logins (HOTP); only those that go by the time can be carried over");
        }
        return new LegacyCredential.Totp(
                element.field(),
                Encoding.inBase32(
                        LegacyValue.text(totp, "secret")
                                .orElseThrow(() -> new UnusableException("has no secret: text is expected")),
                        LegacyValue.text(totp, "encoding")),
                digits(totp),
                period(totp),
                algorithm(totp),
                LegacyValue.text(totp, "label").orElse(null));
    }

    private static Map<String, Object> parameters(Object value) throws UnusableException {
        Optional<Map<String, Object>> object = LegacyValue.object(value);
        if (object.isPresent()) {
            return object.get();
        }
        if (!(value instanceof String text)) {
            throw new UnusableException("is no secret: text is expected, or an object with secret");
        }
        return text.regionMatches(true, 0, "otpauth:", 0, "otpauth:".length())
                ? ofAddress(text)
                : Map.of("secret", text);
    }

    private static Map<String, Object> ofAddress(String address) throws UnusableException {
        try {
            URI uri = URI.create(address);
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("type", String.valueOf(uri.getHost()));
            if (uri.getPath() != null && uri.getPath().length() > 1) {
                parameters.put("label", uri.getPath().substring(1));
            }
            Arrays.stream(String.valueOf(uri.getRawQuery()).split("&"))
                    .map(parameter -> parameter.split("=", 2))
                    .filter(parameter -> parameter.length == 2)
                    .forEach(parameter ->
                            parameters.put(parameter[0], URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
            parameters.put("encoding", "base32");
            return parameters;
        } catch (IllegalArgumentException unreadable) {
            throw new UnusableException("is no otpauth:// address that can be read");
        }
    }

    private static int digits(Map<String, Object> totp) throws UnusableException {
        int digits = number(totp, "digits", 6);
        if (digits != 6 && digits != 8) {
            throw new UnusableException("has a number of digits that Keycloak does not know: 6 or 8");
        }
        return digits;
    }

    private static int period(Map<String, Object> totp) throws UnusableException {
        int period = number(totp, "period", 30);
        if (period < 1 || period > LONGEST_PERIOD_SECONDS) {
            throw new UnusableException(
                    "has a period that makes no sense: 1 to %d seconds".formatted(LONGEST_PERIOD_SECONDS));
        }
        return period;
    }

    private static int number(Map<String, Object> totp, String name, int fallback) throws UnusableException {
        if (!totp.containsKey(name)) {
            return fallback;
        }
        try {
            return Integer.parseInt(LegacyValue.text(totp, name).orElse(""));
        } catch (NumberFormatException other) {
            throw new UnusableException("has %s that are no whole number".formatted(name));
        }
    }

    private static String algorithm(Map<String, Object> totp) throws UnusableException {
        String name = LegacyValue.text(totp, "algorithm")
                .orElse("SHA1")
                .toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replaceFirst("^HMAC", "");
        if (!ALGORITHMS.containsKey(name)) {
            throw new UnusableException("has an algorithm that Keycloak does not know: SHA1, SHA256 or SHA512");
        }
        return ALGORITHMS.get(name);
    }

    /** How a legacy system writes a secret. */
    private enum Encoding {
        /** In one case, possibly in groups, with or without padding; of a length that whole bytes can have. */
        BASE32(Pattern.compile("([A-Z2-7]{8})*([A-Z2-7]{2}|[A-Z2-7]{4,5}|[A-Z2-7]{7,8})")) {

            @Override
            boolean accepts(String secret) {
                String plain = plain(secret);
                return (plain.equals(plain.toUpperCase(Locale.ROOT)) || plain.equals(plain.toLowerCase(Locale.ROOT)))
                        && super.accepts(plain.toUpperCase(Locale.ROOT));
            }

            @Override
            byte[] decode(String secret) {
                return Base32.decode(plain(secret).toUpperCase(Locale.ROOT));
            }

            private String plain(String secret) {
                return secret.replaceAll("[\\s-]", "").replaceFirst("=+$", "");
            }
        },
        HEX(Pattern.compile("(\\p{XDigit}{2})+")) {

            @Override
            byte[] decode(String secret) {
                return HexFormat.of().parseHex(secret);
            }
        },
        RAW(Pattern.compile(".+", Pattern.DOTALL)) {

            @Override
            byte[] decode(String secret) {
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        };

        private final Pattern pattern;

        Encoding(Pattern pattern) {
            this.pattern = pattern;
        }

        boolean accepts(String secret) {
            return pattern.matcher(secret).matches();
        }

        abstract byte[] decode(String secret);

        /** Where the profile does not state the encoding, the first of these that can be it is taken. */
        static String inBase32(String secret, Optional<String> stated) throws UnusableException {
            Encoding encoding = stated.isPresent() ? named(stated.get()) : guess(secret);
            if (!encoding.accepts(secret)) {
                throw new UnusableException("has a secret that is not written in the encoding that it states");
            }
            return Base32.encode(encoding.decode(secret));
        }

        private static Encoding guess(String secret) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.accepts(secret))
                    .findFirst()
                    .orElseThrow();
        }

        private static Encoding named(String name) throws UnusableException {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new UnusableException("has an unknown encoding: base32, hex or raw"));
        }
    }
}
