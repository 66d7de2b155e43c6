package dev.lazymigration.script.module;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.mariadb.jdbc.client.Column;
import org.mariadb.jdbc.client.ColumnDecoder;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.util.MutableInt;

/** Reads rows: every value as the text that the server has for it, or as bytes when it is binary. */
record MySqlRow(ColumnDecoder[] columns, boolean binary, Context context) {

    List<Object> read(ReadableByteBuf packet) throws SQLException {
        return binary ? readBinary(packet) : readText(packet);
    }

    private List<Object> readText(ReadableByteBuf packet) {
        List<Object> row = new ArrayList<>(columns.length);
        for (ColumnDecoder column : columns) {
            Integer length = packet.readLength();
            row.add(length == null ? null : holdsBytes(column) ? bytes(packet, length) : packet.readString(length));
        }
        return row;
    }

    private List<Object> readBinary(ReadableByteBuf packet) throws SQLException {
        packet.skip();
        // The first two bits are reserved.
        byte[] nulls = bytes(packet, (columns.length + 9) / 8);
        List<Object> row = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            boolean isNull = (nulls[(i + 2) / 8] & 1 << (i + 2) % 8) != 0;
            row.add(isNull ? null : binaryValue(columns[i], packet));
        }
        return row;
    }

    private Object binaryValue(ColumnDecoder column, ReadableByteBuf packet) throws SQLException {
        int length =
                switch (column.getType()) {
                    case TINYINT -> 1;
                    case SMALLINT, YEAR -> 2;
                    case INTEGER, MEDIUMINT, FLOAT -> 4;
                    case BIGINT, DOUBLE -> 8;
                    default -> packet.readIntLengthEncodedNotNull();
                };
        return holdsBytes(column)
                ? bytes(packet, length)
                : column.decodeStringBinary(packet, new MutableInt(length), null, context);
    }

    private static boolean holdsBytes(Column column) {
        return switch (column.getType()) {
            case BIT, GEOMETRY -> true;
            case VARCHAR, VARSTRING, STRING, TINYBLOB, MEDIUMBLOB, LONGBLOB, BLOB -> column.isBinary();
            default -> false;
        };
    }

    /** @throws IndexOutOfBoundsException when the packet is shorter than what it announces */
    private static byte[] bytes(ReadableByteBuf packet, int length) {
        if (length < 0 || length > packet.readableBytes()) {
            throw new IndexOutOfBoundsException("A value is longer than its packet");
        }
        byte[] bytes = new byte[length];
        packet.readBytes(bytes);
        return bytes;
    }
}
