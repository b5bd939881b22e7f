using System.Text;

namespace GradAlign.MSBuild;

/// <summary>A command line that .NET takes apart again into the same arguments, on every system.</summary>
internal sealed class Arguments
{
    private readonly StringBuilder line = new();

    public Arguments Add(params string[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (line.Length > 0) line.Append(' ');
            AppendQuoted(argument);
        }

        return this;
    }

    /// <summary>Adds an option with its value; nothing where the value is empty.</summary>
    public Arguments AddOption(string name, string? value) => string.IsNullOrEmpty(value) ? this : Add(name, value!);

    public override string ToString() => line.ToString();

    // Backslashes count double only before a quote, and the closing quote is one.
    private void AppendQuoted(string argument)
    {
        var backslashes = 0;
        line.Append('"');
        foreach (var character in argument)
        {
            if (character == '"') line.Append('\\', backslashes + 1);
            backslashes = character == '\\' ? backslashes + 1 : 0;
            line.Append(character);
        }

        line.Append('\\', backslashes).Append('"');
    }
}
