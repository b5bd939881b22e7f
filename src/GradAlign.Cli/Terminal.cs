using System.Globalization;
using Spectre.Console;

namespace GradAlign.Cli;

/// <summary>Where results for people go: a terminal, a pipe, or text; Spectre.Console heeds NO_COLOR.</summary>
internal static class Terminal
{
    // Redirected output has no width: wide enough that no name is cut.
    private const int RedirectedWidth = 400;

    /// <summary>Writes to stdout.</summary>
    public static void Show(Action<IAnsiConsole> write)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        write(console);
    }

    /// <summary>The same as plain text.</summary>
    public static string Render(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = RedirectedWidth;
        write(console);
        return text.ToString().ReplaceLineEndings("\n");
    }
}
