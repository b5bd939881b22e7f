using System.Diagnostics;

namespace GradAlign.MSBuild.Tests;

public sealed class ArgumentsTests
{
    [Fact]
    public void Arguments_arrive_as_they_were_given()
    {
        string[] given = ["plain", "with space", "quo\"te", @"ends in\", @"back\\slash""", "", "Grün", "it's", "$HOME *"];
        var start = new ProcessStartInfo("printf", new Arguments().Add(@"%s\n").Add(given).ToString()) { RedirectStandardOutput = true };

        using var process = Process.Start(start)!;

        Assert.Equal(string.Concat(given.Select(g => g + "\n")), process.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void Option_without_a_value_is_left_out() =>
        Assert.Equal("\"a\" \"--b\" \"c\"", new Arguments().Add("a").AddOption("--x", "").AddOption("--y", null).AddOption("--b", "c").ToString());
}
