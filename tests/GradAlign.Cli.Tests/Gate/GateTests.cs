using System.Text.Json.Nodes;
using GradAlign.Analyzer.Verdicts;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Gate;

public sealed class GateTests(GatedProject gated) : IClassFixture<GatedProject>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Findings => folder.At("findings");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sound_model_passes()
    {
        var (code, output, errors) = await Gate("--model", "Sound");
        Assert.True(code == ExitCode.Pass, output + errors);
        Assert.Contains("gate passed: 1 models, 0 errors, 0 warnings", output, StringComparison.Ordinal);
        var read = ReplayedFindings.Read(Findings);
        Assert.Equal("pass", read.Outcome);
        Assert.Equal([Rules.SyntheticData.Id], read.Findings.Select(f => f.Id));
    }

    [Fact]
    public async Task Collapsed_model_fails_at_its_line()
    {
        var (code, output, errors) = await Gate("--model", "Collapsed", "--source-root", $"/_/={folder.Root}");
        Assert.True(code == ExitCode.GateFailed, output + errors);
        var file = folder.At("Gated", "Models.cs");
        Assert.Contains(FormattableString.Invariant($"{file}({GatedProject.Line("Collapsed")}): error GA1002: Collapsed: On noise, gradient collapse is"), output, StringComparison.Ordinal);
        var read = ReplayedFindings.Read(Findings);
        Assert.Equal("fail", read.Outcome);
        var finding = Assert.Single(read.Findings, f => f.Id == Rules.Collapse.Id);
        Assert.Equal(("error", "Collapsed", file), (finding.Severity, finding.Model, finding.File));
    }

    [Fact]
    public async Task Limit_of_the_attribute_holds_unless_the_command_line_says_otherwise()
    {
        Assert.Equal(ExitCode.GateFailed, (await Gate("--model", "Strict", "--max-collapse", "1")).Code);
        Assert.Equal([Rules.Conflict.Id], ReplayedFindings.Read(Findings).Errors);
        Assert.Equal(ExitCode.Pass, (await Gate("--model", "Strict", "--max-conflict", "0.9")).Code);
    }

    [Fact]
    public async Task Undefined_score_is_inconclusive_and_passes_with_a_warning_where_that_is_relaxed()
    {
        Assert.Equal(ExitCode.Inconclusive, (await Gate("--model", "Undefined")).Code);
        Assert.Equal("inconclusive", ReplayedFindings.Read(Findings).Outcome);
        Assert.Equal([Rules.ScoreUndefined.Id], ReplayedFindings.Read(Findings).Errors.Distinct());
        Assert.Equal(ExitCode.Pass, (await Gate("--model", "Undefined", "--inconclusive", "warn")).Code);
        Assert.Contains(ReplayedFindings.Read(Findings).Findings, f => f is { Id: "GA1009", Severity: "warning" });
    }

    [Fact]
    public async Task Factory_that_throws_is_an_error_even_where_inconclusive_is_relaxed()
    {
        var (code, _, _) = await Gate("--model", "Throws", "--inconclusive", "warn");
        Assert.Equal(ExitCode.UserModelError, code);
        var finding = Assert.Single(ReplayedFindings.Read(Findings).Findings, f => f.Severity == "error");
        Assert.Equal(Rules.UserCodeFailed.Id, finding.Id);
        Assert.StartsWith("Throws() threw InvalidOperationException: no\tsuch, at ", finding.Message, StringComparison.Ordinal); // the first line, and where
    }

    [Theory]
    [InlineData("--model=None", "GA0006")]
    [InlineData("--max-conflict=abc", "GA0006")]
    [InlineData("--no-such-option", "GA0006")]
    [InlineData("--batch-size=32", "GA0006")]
    [InlineData("--batch-norm=frozen", "GA0006")]
    [InlineData("--device=cuda:7", "GA0010")]
    [InlineData("--data=nowhere", "GA0006")]
    public async Task Wrong_configuration_is_a_finding_and_never_a_pass(string argument, string id)
    {
        var model = argument.StartsWith("--model", StringComparison.Ordinal) ? "--verbose" : "--model=Sound";
        await File.WriteAllTextAsync(Findings, "gradalign-findings 1 pass\nend\n");
        Assert.Equal(ExitCode.BadArguments, (await Gate(model, argument)).Code);
        var read = ReplayedFindings.Read(Findings);
        Assert.Equal("fail", read.Outcome);
        Assert.Equal([id], read.Errors);
    }

    [Fact]
    public async Task Run_that_is_refused_leaves_no_report_of_an_earlier_one()
    {
        var report = folder.Write("report.json", "{}");
        Assert.Equal(ExitCode.BadArguments, (await Gate("--model", "None", "--report", report)).Code);
        Assert.False(File.Exists(report));
    }

    [Fact]
    public async Task Assembly_without_models_or_that_is_none_fails()
    {
        var (code, _, _) = await GradAlignProcess.RunAsync("gate", typeof(ExitCode).Assembly.Location, "--findings", Findings);
        Assert.Equal(ExitCode.UserModelError, code);
        Assert.Equal([Rules.NoModels.Id], ReplayedFindings.Read(Findings).Errors);
        (code, _, _) = await GradAlignProcess.RunAsync("gate", folder.Write("no.dll", "no"), "--findings", Findings);
        Assert.Equal(ExitCode.UserModelError, code);
        Assert.Equal([Rules.AssemblyNotInspected.Id], ReplayedFindings.Read(Findings).Errors);
    }

    [Fact]
    public async Task Sarif_holds_the_findings_that_the_build_lists()
    {
        var (code, _, errors) = await Gate("--kept-scores", gated.Scores, "--warn-unscored", "--source-root", $"/_/={folder.Root}", "--format", "sarif", "-o", folder.At("gate.sarif"));
        Assert.True(code == ExitCode.UserModelError, errors);
        var listed = ReplayedFindings.Read(Findings).Findings
            .Select(f => $"{f.Id} {(f.Severity == "info" ? "note" : f.Severity)} {f.File}({f.Line}): {(f.Model == "" ? "" : f.Model + ": ")}{f.Message}");
        var sarif = await File.ReadAllTextAsync(folder.At("gate.sarif"));
        var results = JsonNode.Parse(sarif)!["runs"]![0]!["results"]!.AsArray().Select(r =>
        {
            var place = r!["locations"]![0]!["physicalLocation"]!;
            return $"{r["ruleId"]} {r["level"]} {new Uri((string)place["artifactLocation"]!["uri"]!).LocalPath}({place["region"]?["startLine"]}): {r["message"]!["text"]}";
        });
        Assert.Equal(listed, results);
        Assert.True(listed.Count() > 6);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("tests", "GradAlign.Cli.Tests", "Fixtures", "sarif-2.1.0-rtm.5.json"));
        Assert.Empty(schema.Validate(sarif));
    }

    [Fact]
    public async Task Html_of_the_gate_is_a_page_with_every_model()
    {
        var (_, output, _) = await Gate("--kept-scores", gated.Scores, "--format", "html");
        Assert.StartsWith("<!DOCTYPE html>", output, StringComparison.Ordinal);
        Assert.All(["Sound", "Collapsed", "Undefined", "Throws", "Strict"], m => Assert.Contains($">{m} <span class=\"badge", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Batch_of_another_size_is_judged_by_limits_that_are_given() =>
        Assert.Equal(ExitCode.Pass, (await Gate("--model", "Sound", "--batch-size", "32", "--max-conflict", "1", "--max-collapse", "1")).Code);

    [Fact]
    public async Task Settings_come_from_the_file_and_the_properties_and_the_report_says_so()
    {
        var json = folder.Write("gradalign.json", """
            {
              "repeats": 2, "seed": 5,
              "models": { "Sou*": { "maxConflict": 0.85 } }
            }
            """);
        var properties = folder.Write("properties", "GradAlignSeed=6\nGradAlignBatchNorm=per-sample\nGradAlignPrecision=float64\nGradAlignMemory=1GB\n");
        var (code, output, errors) = await Gate("--model", "Sound", "--properties", properties, "--report", folder.At("report.json"), "--inputs", folder.At("inputs"), "--verbose");
        Assert.True(code == ExitCode.Pass, output + errors);
        Assert.Contains($"repeats = 2 ({json}(2))", errors, StringComparison.Ordinal);
        Assert.Contains("seed = 6 (MSBuild property GradAlignSeed)", errors, StringComparison.Ordinal);
        Assert.Contains($"Sound: maxConflict = 0.85 ({json}(3))", errors, StringComparison.Ordinal);
        Assert.Contains("maxConflict = 0.9 (default)", errors, StringComparison.Ordinal);
        Assert.Equal(json + "\n", await File.ReadAllTextAsync(folder.At("inputs")));
        var report = await File.ReadAllTextAsync(folder.At("report.json"));
        Assert.Equal([6L, 7L], JsonNode.Parse(report)!["models"]![0]!["seeds"]!.AsArray().Select(s => (long)s!));
        Assert.Equal(("float64", 1L << 30), ((string)JsonNode.Parse(report)!["options"]!["precision"]!, (long)JsonNode.Parse(report)!["options"]!["memory"]!));
        Assert.Empty((await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"))).Validate(report));
    }

    [Fact]
    public async Task Mistake_in_the_file_is_shown_at_its_place_and_nothing_is_scored()
    {
        var json = folder.Write("gradalign.json", "{\n  \"maxConflct\": 0.7\n}");
        var (code, output, errors) = await Gate("--model", "Sound");
        Assert.Equal(ExitCode.BadArguments, code);
        Assert.Contains($"{json}(2): error GA0006: The key 'maxConflct' is not known. Did you mean 'maxConflict'?", output, StringComparison.Ordinal);
        Assert.DoesNotContain("scored", errors, StringComparison.Ordinal);
        var finding = Assert.Single(ReplayedFindings.Read(Findings).Findings);
        Assert.Equal((json, "2", "3"), (finding.File, finding.Line, finding.Column));
    }

    [Fact]
    public async Task Score_reads_the_file_too()
    {
        folder.Write("Other.csproj", "");
        folder.Write("gradalign.json", """{ "repeats": 1, "models": { "*": { "maxCollapse": 0 } }, }""");
        var copy = folder.At("Gated.dll");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(gated.Assembly)!, "Gated.*"))
        {
            File.Copy(file, folder.At(Path.GetFileName(file)));
        }

        var (code, output, errors) = await GradAlignProcess.RunAsync("score", copy, "--model", "Sound", "--format", "json");
        Assert.True(code == ExitCode.Pass, errors);
        Assert.Single(JsonNode.Parse(output)!["models"]![0]!["seeds"]!.AsArray());
        Assert.Equal("fail", (string)JsonNode.Parse(output)!["models"]![0]!["verdict"]!["outcome"]!);
    }

    [Fact]
    public async Task Kept_scores_are_judged_by_new_limits_without_scoring_and_other_options_score_again()
    {
        string[] kept = ["--model", "Sound", "--kept-scores", folder.At("scores.json")];
        Assert.Contains("Sound: scored", (await Gate(kept)).Errors, StringComparison.Ordinal);
        var (code, output, errors) = await Gate([.. kept, "--max-collapse", "0"]);
        Assert.True(code == ExitCode.GateFailed, output + errors);
        Assert.Empty(errors);
        Assert.Equal([Rules.Collapse.Id], ReplayedFindings.Read(Findings).Errors);
        Assert.Contains("Sound: scored", (await Gate([.. kept, "--repeats", "2"])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_measured_is_scored_again_and_fails_again()
    {
        string[] kept = ["--kept-scores", folder.At("scores.json")];
        var (first, _, _) = await Gate(kept);
        var (second, _, errors) = await Gate(kept);
        Assert.Equal((ExitCode.UserModelError, ExitCode.UserModelError), (first, second));
        Assert.Contains("scoring Throws again", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Sound: scored", errors, StringComparison.Ordinal);
        Assert.Contains(Rules.UserCodeFailed.Id, ReplayedFindings.Read(Findings).Errors);
    }

    [Fact]
    public async Task Unscored_factories_are_named_where_that_is_asked_for()
    {
        Assert.Equal(ExitCode.Pass, (await Gate("--model", "Sound", "--warn-unscored", "--source-root", $"/_/={folder.Root}")).Code);
        Assert.DoesNotContain(ReplayedFindings.Read(Findings).Findings, f => f.Id == Rules.UnscoredFactory.Id);
        await Gate("--warn-unscored", "--kept-scores", gated.Scores, "--source-root", $"/_/={folder.Root}");
        var unscored = ReplayedFindings.Read(Findings).Findings.Where(f => f.Id == Rules.UnscoredFactory.Id).ToArray();
        Assert.Equal(["Models.Forgotten", "Models.ForgottenLayer", "Models.ForgottenOwn"], unscored.Select(f => f.Model));
        Assert.Equal((folder.At("Gated", "Models.cs"), "warning"), (unscored[0].File, unscored[0].Severity));
        Assert.Equal(FormattableString.Invariant($"{GatedProject.Line("Forgotten")}"), unscored[0].Line);
    }

    [Fact]
    public async Task Warnings_fail_where_they_are_errors()
    {
        string[] near = ["--model", "Sound", "--warn-collapse", "0", "--kept-scores", gated.Scores];
        Assert.Equal(ExitCode.Pass, (await Gate(near)).Code);
        Assert.Equal(ExitCode.GateFailed, (await Gate([.. near, "--warnings-as-errors"])).Code);
        Assert.Equal("fail", ReplayedFindings.Read(Findings).Outcome);
    }

    private Task<(int Code, string Output, string Errors)> Gate(params string[] arguments) => GradAlignProcess.RunAsync(
        ["gate", gated.Assembly, "--project", GatedProject.ProjectIn(folder.Root), "--findings", Findings, .. arguments]);
}
