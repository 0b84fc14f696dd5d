package huxley.viz.live;

/**
 * What became of a command.
 *
 * @param command its name
 * @param message what it gave, such as the file of a checkpoint, or why it was refused; may be empty
 */
public record Reply(String command, boolean obeyed, String message) {
}
