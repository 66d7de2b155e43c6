package dev.lazymigration.script.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mariadb.jdbc.client.DataType;
import org.mariadb.jdbc.client.socket.Writer;

/**
 * The values of a prepared statement's parameters.
 *
 * @param values String, Boolean, Double, byte[] or null
 */
record MySqlParameters(List<?> values) {

    private static final double MOST_EXACT = 1L << 53;

    void write(Writer writer, int statement) throws IOException {
        writer.writeByte(0x17);
        writer.writeInt(statement);
        writer.writeByte(0);
        writer.writeInt(1);
        if (values.isEmpty()) {
            return;
        }
        writer.writeBytes(nulls());
        writer.writeByte(1);
        for (Object value : values) {
            writer.writeByte(type(value).get());
            writer.writeByte(0);
        }
        for (Object value : values) {
            write(writer, value);
        }
    }

    private byte[] nulls() {
        byte[] nulls = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                nulls[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return nulls;
    }

    /** A whole number goes as one, for LIMIT takes nothing else. */
    private static DataType type(Object value) {
        if (value == null) {
            return DataType.NULL;
        }
        if (value instanceof Boolean) {
            return DataType.TINYINT;
        }
        if (value instanceof Double number) {
            return isWhole(number) ? DataType.BIGINT : DataType.DOUBLE;
        }
        return value instanceof byte[] ? DataType.LONGBLOB : DataType.VARSTRING;
    }

    private static void write(Writer writer, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            writer.writeByte(flag ? 1 : 0);
        } else if (value instanceof Double number && isWhole(number)) {
            writer.writeLong(number.longValue());
        } else if (value instanceof Double number) {
            writer.writeDouble(number);
        } else if (value != null) {
            byte[] bytes =
                    value instanceof byte[] given ? given : value.toString().getBytes(StandardCharsets.UTF_8);
            writer.writeLength(bytes.length);
            writer.writeBytes(bytes);
        }
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < MOST_EXACT;
    }
}
