using NJsonSchema;

namespace GradAlign.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("score x --batch-size 1", "at least 2")]
    [InlineData("score x --repeats 0", "at least 1")]
    [InlineData("score x --device tpu", "cuda:i")]
    [InlineData("score x --batch-norm no", "per-sample")]
    [InlineData("score x --precision float16", "float64")]
    [InlineData("score x --memory much", "4GB")]
    [InlineData("score", "PROJECT|ASSEMBLY")]
    [InlineData("gate x --max-conflict 1.5", "--max-conflict is '1.5', but a number from 0 to 1 is expected")]
    [InlineData("gate x --inconclusive maybe", "error or warning")]
    [InlineData("gate x --snapshot-mode none", "verify or accept")]
    [InlineData("gate x --source-root /_/", "FROM=TO")]
    [InlineData("gate no-such-path", "no-such-path does not exist")]
    [InlineData("explain x", "--model")]
    [InlineData("doctor no-such-path", "no-such-path does not exist")]
    [InlineData("score no-such-path", "no-such-path does not exist")]
    [InlineData("explain x", "--factory")]
    [InlineData("score x --factory A.B", "--factory needs --input")]
    [InlineData("score x --factory A.B --input 5", "--factory needs --classes N")]
    [InlineData("score x --factory A.B --input 3x32x --classes 3", "--input is '3x32x', but the sizes of one input are expected")]
    [InlineData("score x --factory A.B --input 0x3 --classes 3", "Each is at least 1")]
    [InlineData("score x --factory A.B --input 3x99999999999 --classes 3", "--input is '3x99999999999'")]
    [InlineData("gate x --factory A.B --input 5 --classes 1", "--classes is 1, but a whole number of at least 2 is expected")]
    [InlineData("score x --factory A.B --input 5 --vocabulary 1", "--vocabulary is 1, but")]
    [InlineData("score x --input 5", "no --factory is given")]
    [InlineData("correlate no-such.csv --accuracy no-such.csv", "no-such.csv cannot be read")]
    [InlineData("correlate x.csv", "--accuracy")]
    [InlineData("correlate x.csv --accuracy x.csv --space cifar", "nb201")]
    public async Task Bad_arguments_exit_with_5_and_say_what_is_expected(string arguments, string expected)
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(arguments.Split(' '));
        Assert.Equal(5, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_score_of_the_users_own_is_measured_by_the_real_host()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "score", Repository.Path("examples", "IntroCustomScore"), "--format", "json", "--repeats", "2", "--batch-size", "16", "--scores", "initial_entropy,naswot");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
        var models = System.Text.Json.Nodes.JsonNode.Parse(output)!["models"]!.AsArray().ToDictionary(
            m => (string)m!["name"]!, m => m!["scores"]!.AsArray().ToDictionary(s => (string)s!["key"]!, s => s!));
        var (confident, undecided) = (models["Confident"]["initial_entropy"], models["Undecided"]["initial_entropy"]);
        Assert.Equal("higher", (string)undecided["better"]!);
        Assert.InRange((double)undecided["mean"]!, 0.8, 1);
        Assert.True((double)confident["mean"]! < (double)undecided["mean"]! - 0.2, "an output layer of twenty times the weights is more certain");
        Assert.Equal("defined", (string)models["Confident"]["naswot"]["state"]!);
    }

    [Fact]
    public async Task Example_of_the_calibration_expects_more_of_the_better_model_and_nothing_of_one_that_is_unlike()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "score", Repository.Path("examples", "IntroCalibration"), "--format", "json", "--repeats", "1", "--calibration", "fashion-mnist-small", "--data", Repository.Path("examples", "IntroScore", "data"));
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
        var models = System.Text.Json.Nodes.JsonNode.Parse(output)!["models"]!.AsArray().ToDictionary(m => (string)m!["name"]!, m => m!["expectedAccuracy"]!);
        Assert.True((bool)models["Normalised"]["isInDomain"]!, models["Normalised"].ToJsonString());
        Assert.InRange((double)models["Normalised"]["value"]!, 0.8, 0.9);
        Assert.True((double)models["Plain"]["value"]! < (double)models["Normalised"]["value"]! - 0.02, output);
        Assert.False((bool)models["Large"]["isInDomain"]!);
        Assert.Contains("params is", models["Large"]["outside"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_that_is_not_there_is_a_bad_argument()
    {
        var (code, output, _) = await GradAlignProcess.RunAsync(
            "score", Repository.Path("examples", "IntroCustomScore"), "--format", "json", "--repeats", "1", "--batch-size", "16", "--scores", "no_such_score");
        Assert.Equal(5, code);
        Assert.Contains("There is no score 'no_such_score'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_of_the_example_validates_against_the_schema()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "score", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "Mlp*", "--repeats", "1", "--precision", "float64", "--memory", "2GB");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
    }

    [Fact]
    public async Task Explain_of_the_example_validates_against_the_schema_and_names_the_cause()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "explain", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "CnnDeadBranch", "--repeats", "1", "--batch-size", "8");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
        Assert.Contains("no value of the output of branch2.weight is positive", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_on_the_console_shows_layers_and_what_to_try()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "explain", Repository.Path("examples", "IntroScore"), "--model", "MlpDeepPlain", "--repeats", "1");
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "Layers by gradient collapse", "layers.10.weight", "128 × 128", "Class pairs", "What to try", "differ between samples" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }
}
