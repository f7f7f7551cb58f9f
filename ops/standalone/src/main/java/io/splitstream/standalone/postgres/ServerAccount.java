package io.splitstream.standalone.postgres;

import io.splitstream.standalone.process.OneShot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;

/**
 * The system account that the server runs as. PostgreSQL refuses root; so root's server runs as {@code postgres},
 * anyone else's as themselves.
 */
final class ServerAccount {
    private static final String NAME = "postgres";

    private final boolean other;

    private ServerAccount(boolean other) {
        this.other = other;
    }

    /** The account for a supervisor that runs as this user. */
    static ServerAccount forUser(String user) {
        return new ServerAccount(user.equals("root"));
    }

    /** Whether the account is another than the supervisor's own. */
    boolean isOther() {
        return other;
    }

    /** The command, run as this account. */
    List<String> as(List<String> command) {
        if (!other) {
            return command;
        }
        // A change of account clears the signal on the supervisor's death, unless it is kept.
        List<String> whole = new ArrayList<>(
                List.of("setpriv", "--reuid", NAME, "--regid", NAME, "--init-groups", "--pdeathsig", "keep"));
        whole.addAll(command);
        return whole;
    }

    /** Whether the account can work in a directory, which takes the right to pass through all those above it. */
    boolean reaches(Path directory) throws InterruptedException {
        try {
            OneShot.run(as(List.of("test", "-x", directory.toString())));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes a directory that only this account may look into. */
    void createPrivateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        if (other) {
            UserPrincipalLookupService names = directory.getFileSystem().getUserPrincipalLookupService();
            view.setGroup(names.lookupPrincipalByGroupName(NAME));
            view.setOwner(names.lookupPrincipalByName(NAME));
        }
    }
}
