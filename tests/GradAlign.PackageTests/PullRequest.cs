namespace GradAlign.PackageTests;

/// <summary>A git repository with a project of scored models, a branch on which one is worse and one on which it is better, and the action's script.</summary>
public sealed class PullRequest
{
    // What the comment is written with; the first argument that ends with comments lists them.
    private const string FakeGh = """
        #!/usr/bin/env bash
        echo "$*" >> "$FAKE_GH_LOG"
        for argument in "$@"; do [[ $argument != body=@* ]] || cp "${argument#body=@}" "$FAKE_GH_LOG.body"; done
        [[ $* != *--paginate* || ! -f $FAKE_GH_LOG.existing ]] || echo 41
        """;

    public PullRequest()
    {
        var project = UserProject.Create("PullRequest", Models(hidden: 3));
        Root = project.Folder;
        Write("nuget.config", File.ReadAllText(Path.Combine(Sandbox.Root, "nuget.config")).Replace("value=\"feed\"", $"value=\"{Sandbox.Feed}\"", StringComparison.Ordinal));
        Write(".gitignore", "bin/\nobj/\n*.binlog\n");
        Directory.CreateDirectory(Path.Combine(Root, "models"));
        foreach (var file in new[] { "Models.cs", "PullRequest.csproj" }) File.Move(Path.Combine(Root, file), Path.Combine(Root, "models", file));
        Git("init", "--quiet", "--initial-branch=main");
        Commit("sound models");
        foreach (var (branch, hidden) in new[] { ("worse", 4), ("better", 1) })
        {
            Git("switch", "--quiet", "--create", branch, "main");
            Write("models/Models.cs", Models(hidden));
            Commit($"{branch} models");
        }
    }

    public string Root { get; }

    public string Results => Path.Combine(Root, "..", $"{Path.GetFileName(Root)} results");

    public string Summary => Path.Combine(Results, "..", $"{Path.GetFileName(Root)} summary.md");

    public string GhLog => Path.Combine(Results, "..", $"{Path.GetFileName(Root)} gh.log");

    public void Git(params string[] arguments)
    {
        var (code, output) = Dotnet.RunCommand(Root, ["git", "-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgSign=false", .. arguments]);
        Assert.True(code == 0, output);
    }

    /// <summary>Runs the script as the action does, on a branch that is checked out.</summary>
    public (int ExitCode, string Output) Check(string branch, params (string Name, string Value)[] more) => Check(branch, () => { }, more);

    /// <summary>The same with a change that nobody committed.</summary>
    public (int ExitCode, string Output) Check(string branch, Action change, params (string Name, string Value)[] more)
    {
        Git("checkout", "--quiet", "--force", branch);
        change();
        var tools = Path.Combine(Sandbox.Root, "fake tools");
        Directory.CreateDirectory(tools);
        File.WriteAllText(Path.Combine(tools, "gh"), FakeGh);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(tools, "gh"), (UnixFileMode)0b111_101_101);
        var variables = new Dictionary<string, string>(Sandbox.Variables)
        {
            ["CI"] = "true",
            ["PATH"] = $"{tools}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["GRADALIGN_PROJECT"] = "models",
            ["GRADALIGN_BASE"] = "main",
            ["GRADALIGN_SOURCE"] = Sandbox.Feed,
            ["GRADALIGN_VERSION"] = Sandbox.Version,
            ["GRADALIGN_OUTPUT"] = Results,
            ["GITHUB_STEP_SUMMARY"] = Summary,
            ["FAKE_GH_LOG"] = GhLog,
        };
        foreach (var (name, value) in more) variables[name] = value;
        return Dotnet.RunCommand(Root, ["bash", Path.Combine(Repository.Root, "action", "pull-request.sh")], variables);
    }

    private void Commit(string subject)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", subject);
    }

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);

    private static string Models(int hidden) => Sources.Usings + $$"""

        public static class Models
        {
            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Plain()
            {
                var net = Sequential(("in", Linear(28, 64)));
                for (var i = 0; i < {{hidden}}; i++)
                {
                    net.append($"r{i}", ReLU());
                    net.append($"l{i}", Linear(64, i == {{hidden - 1}} ? 10 : 64));
                }

                return net;
            }

            [ScoredModel(28, Classes = 10)]
            public static Module<Tensor, Tensor> Small() => Sequential(("a", Linear(28, 40)), ("b", ReLU()), ("c", Linear(40, 10)));
        }
        """;
}
