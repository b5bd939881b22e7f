using System.Globalization;
using System.Text;

namespace GradAlign.Cli.Tests;

/// <summary>docs/exit-codes.md, made of <see cref="ExitCode"/>.</summary>
internal static class ExitCodesPage
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # Exit codes

            <!-- Generated from src/GradAlign.Cli/ExitCode.cs; ExitCodesPageTests says how to write it anew. -->

            What every command of `gradalign` ends with. A code is given for a finding whose severity is error; `--inconclusive warn`, `--gone` and `--warnings-as-errors` change the severity of some.

            | code | meaning | findings |
            | ---: | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (code, meaning) in ExitCode.All)
        {
            var ids = string.Join(", ", ExitCode.IdsOf(code).Select(id => $"[{id}](rules/{id}.md)"));
            text.Append(CultureInfo.InvariantCulture, $"| {code} | {meaning} | {(ids.Length == 0 ? "–" : ids)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nOf several codes the first in this order is given: {string.Join(", ", ExitCode.Precedence)}.\n");
        return text.ToString();
    }
}
