using System.Reflection;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests;

public sealed class ExitCodesPageTests
{
    [Fact]
    public void Page_is_up_to_date()
    {
        var page = Repository.Path("docs", "exit-codes.md");
        if (Environment.GetEnvironmentVariable("GRADALIGN_WRITE_DOCS") == "1") File.WriteAllText(page, ExitCodesPage.Write());
        Assert.True(File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == ExitCodesPage.Write(),
            "docs/exit-codes.md is stale: run 'GRADALIGN_WRITE_DOCS=1 dotnet test tests/GradAlign.Cli.Tests --filter ExitCodesPageTests' and look at the change.");
    }

    [Fact]
    public void Every_code_has_a_meaning_and_a_place_in_the_order()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (int)f.GetRawConstantValue()!).Order().ToArray();

        Assert.Equal(codes, ExitCode.All.Select(c => c.Code));
        // Ctrl+C and success are never one of several.
        Assert.Equal(codes.Except([ExitCode.Pass, ExitCode.Cancelled]), ExitCode.Precedence.Order());
    }

    [Fact]
    public void Every_rule_that_can_be_an_error_leads_to_a_code_of_its_own_meaning() =>
        Assert.All(Rules.All.Where(r => r.DefaultSeverity != Severity.Info), r => Assert.True(ExitCode.Of(r.Finding(Severity.Error, "")) is not (ExitCode.Pass or ExitCode.InternalError), r.Id));
}
