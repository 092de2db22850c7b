package io.nightshift.config;

/**
 * One entry of a section whose keys the user chooses.
 *
 * @param node the section
 * @param name the key
 */
public record SettingsEntry(SettingsNode node, String name) {
    /** The entry's value as text. */
    public String text() {
        return node.text(name);
    }

    /** The entry's value as text, empty or blank too. */
    public String anyText() {
        return node.anyText(name);
    }

    /** The entry's value as a number in [least, most]. */
    public double number(double least, double most) {
        return node.number(name, least, most);
    }
}
