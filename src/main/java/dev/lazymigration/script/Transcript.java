package dev.lazymigration.script;

import java.util.List;
import java.util.Optional;

/**
 * What is left of a run when it is over.
 *
 * @param ending how it ended
 * @param hostFailure what the host saw fail during the run, whatever the script made of it
 * @param console what the script printed
 */
record Transcript(Ending ending, Optional<HostException> hostFailure, List<String> console) {}
