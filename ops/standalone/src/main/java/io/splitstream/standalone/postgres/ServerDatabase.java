package io.splitstream.standalone.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The role and the database that the API works with. */
final class ServerDatabase {
    /** The superuser. */
    static final String OWNER = "postgres";

    private static final String ROLE = "splitstream";

    private final int port;
    private final String ownerPassword;
    private final String password;

    /**
     * @param port of the server on loopback
     * @param ownerPassword of the superuser
     * @param password of the role; letters and digits
     */
    ServerDatabase(int port, String ownerPassword, String password) {
        this.port = port;
        this.ownerPassword = ownerPassword;
        this.password = password;
    }

    /**
     * Creates role and database if they are missing.
     *
     * @throws IOException if the server does not answer yet
     */
    void ensure() throws IOException {
        Properties login = new Properties();
        login.setProperty("user", OWNER);
        login.setProperty("password", ownerPassword);
        login.setProperty("connectTimeout", "2");
        login.setProperty("loginTimeout", "3");
        login.setProperty("socketTimeout", "10");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
                Statement statement = connection.createStatement()) {
            if (isMissing(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
                statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + password + "'");
            }
            if (isMissing(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
                statement.execute("CREATE DATABASE " + ROLE + " OWNER " + ROLE);
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL on port " + port + ": " + e.getMessage(), e);
        }
    }

    private static boolean isMissing(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, ROLE);
            try (ResultSet found = statement.executeQuery()) {
                return !found.next();
            }
        }
    }
}
