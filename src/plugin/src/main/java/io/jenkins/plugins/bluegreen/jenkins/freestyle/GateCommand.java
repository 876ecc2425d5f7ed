package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Held;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs a gate's command on the node of a build, in its workspace. */
final class GateCommand {
    private final String command;
    private final FilePath workspace;
    private final Launcher launcher;
    private final TaskListener listener;
    private final EnvVars variables;

    GateCommand(String command, FilePath workspace, Launcher launcher, TaskListener listener, EnvVars variables) {
        this.command = command;
        this.workspace = workspace;
        this.launcher = launcher;
        this.listener = listener;
        this.variables = variables;
    }

    /** Why not, or nothing if it ended with 0; an abort kills it. */
    Optional<String> ask(Held held) throws InterruptedException {
        EnvVars all = new EnvVars(variables);
        held.describe(all::put);
        boolean unix = launcher.isUnix();
        try {
            String text =
                    unix ? command : "@echo off\r\n" + command.replaceAll("\r?\n", "\r\n") + "\r\nexit %ERRORLEVEL%";
            FilePath script = workspace.createTextTempFile("blue-green", unix ? ".sh" : ".bat", text);
            try {
                int code = launcher.launch()
                        .cmds(
                                unix
                                        ? List.of("/bin/sh", "-xe", script.getRemote())
                                        : List.of("cmd", "/c", "call", script.getRemote()))
                        .envs(all)
                        .pwd(workspace)
                        .stdout(listener)
                        .join();
                return code == 0 ? Optional.empty() : Optional.of(Messages.GateCommand_No(code));
            } finally {
                script.delete();
            }
        } catch (IOException e) {
            return Optional.of(Messages.GateCommand_Failed(e.getMessage()));
        }
    }
}
