using System.CommandLine;

namespace GradAlign.Cli.Configuration;

/// <summary>What the command line says, as opposed to what its defaults are.</summary>
internal static class CommandLineLayer
{
    /// <summary>The settings among the options that were given.</summary>
    public static ConfigurationLayer Read(ParseResult parse)
    {
        var layer = new ConfigurationLayer();
        foreach (var setting in Settings.All)
        {
            var option = parse.CommandResult.Command.Options.FirstOrDefault(o => o.Name == setting.Option);
            if (option is null || parse.GetResult(option) is not { Implicit: false } result) continue;
            // A flag alone means yes.
            var text = result.Tokens is [.., { Value: var given }] ? given : "true";
            layer.Values[setting] = new(
                setting.Kind.Parse(text) ?? throw new ScoreFailure(ExitCode.BadArguments, Unfit(setting, text)), "command line");
        }

        return layer;
    }

    /// <summary>An option for a setting, checked as every other source of it is.</summary>
    public static Option<string?> Option(Setting setting, string placeholder, string description)
    {
        var option = new Option<string?>(setting.Option) { HelpName = placeholder, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var text }] && setting.Kind.Parse(text) is null)
            {
                result.AddError(Unfit(setting, text));
            }
        });
        return option;
    }

    private static string Unfit(Setting setting, string text) => $"{setting.Option} is '{text}', but {setting.Kind.Expected} is expected.";
}
