using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GradAlign.Testing.Tests;

public sealed class ExampleTests
{
    [Fact]
    public void IntroConflict_the_network_in_conflict_gets_nowhere_and_the_other_learns()
    {
        var drawing = Path.Combine(Path.GetTempPath(), $"gradalign-{Guid.NewGuid():N}.svg");
        try
        {
            var output = Run("IntroConflict", drawing);
            var rows = Regex.Matches(output, @"^(conflict|loss +\d+) +conflicting (\S+) +agreeing (\S+)\s*$", RegexOptions.Multiline)
                .Select(m => (What: m.Groups[1].Value, Conflicting: Number(m.Groups[2].Value), Agreeing: Number(m.Groups[3].Value))).ToArray();
            Assert.Equal(12, rows.Length);
            Assert.True(rows[0].Conflicting > 0.8 && rows[0].Agreeing < 0.2, output);

            // Both start near the loss of guessing among five classes.
            var (first, last) = (rows[1], rows[^1]);
            Assert.InRange(first.Conflicting, 1.4, 1.9);
            Assert.InRange(first.Agreeing, 1.4, 1.9);
            Assert.True(first.Agreeing - last.Agreeing > 5 * Math.Abs(first.Conflicting - last.Conflicting), output);
            Assert.True(last.Agreeing < first.Agreeing - 0.2, output);

            var curves = XDocument.Load(drawing).Descendants().Where(e => e.Name.LocalName == "polyline").ToArray();
            Assert.Equal([11, 11], curves.Select(c => c.Attribute("points")!.Value.Split(' ').Length));
        }
        finally
        {
            File.Delete(drawing);
        }
    }

    // As it was built beside these tests, under a culture that writes numbers otherwise.
    private static string Run(string example, string argument)
    {
        var configuration = typeof(ExampleTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(RepositoryRoot.Path, "examples", example, "bin", configuration, "net10.0", $"{example}.dll"), argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
