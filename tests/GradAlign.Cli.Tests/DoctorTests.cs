using System.Text.Json;
using GradAlign.Cli.Doctor;

namespace GradAlign.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_of_an_assembly_loads_its_libtorch_and_the_engines_agree()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(["doctor", Repository.Path("examples", "IntroScore"), "--format", "json"]);
        Assert.True(code == 0, output + errors);
        using var json = JsonDocument.Parse(output);
        var checks = json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("topic").GetString()!, c => c.GetProperty("found").GetString()!);
        Assert.Contains("TorchSharp 0.107.0", checks["packages"], StringComparison.Ordinal);
        Assert.Contains("loaded", checks["libtorch"], StringComparison.Ordinal);
        Assert.Contains("by the batched engine and by the loop engine", checks["self-test"], StringComparison.Ordinal);
        foreach (var topic in new[] { "SDK", "runtime", "system", "processor", "memory", "CUDA" }) Assert.NotEmpty(checks[topic]);
    }

    // Where the processor's own kernels are wrong, the process must have been started again with others.
    [Fact]
    public async Task Convolutions_are_right_whatever_the_processor_and_nobody_has_to_ask()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync([("ONEDNN_MAX_CPU_ISA", "")], "doctor", Repository.Path("examples", "IntroScore"));
        Assert.True(code == 0, output + errors);
        Assert.Contains("convolutions right", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_without_libtorch_anywhere_says_so_and_is_inconclusive()
    {
        var empty = Directory.CreateTempSubdirectory("gradalign-empty-");
        try
        {
            var (code, output, _) = await GradAlignProcess.RunAsync([("NUGET_PACKAGES", empty.FullName)], "doctor");
            Assert.Equal(4, code);
            Assert.Contains("no project was named", output, StringComparison.Ordinal);
            Assert.Contains("libtorch-cpu-", output, StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Doctor_of_a_libtorch_that_does_not_load_repeats_the_loader()
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-broken-");
        try
        {
            foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so", "c10.dll", "torch_cpu.dll", "torch.dll", "libc10.dylib", "libtorch_cpu.dylib", "libtorch.dylib" })
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), "no library");
            var (code, output, _) = await GradAlignProcess.RunAsync([("GRADALIGN_NATIVE_PATH", folder.FullName)], "doctor");
            Assert.Equal(6, code);
            Assert.Contains("GA0001", output, StringComparison.Ordinal);
            Assert.Contains("c10", output, StringComparison.Ordinal);
            Assert.Contains("could not be loaded", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Ok", null, 0)]
    [InlineData("Warning", null, 0)]
    [InlineData("NotTried", "GA0001", 4)]
    [InlineData("Failed", null, 1)]
    [InlineData("Failed", "GA0001", 6)]
    [InlineData("Failed", "GA0007", 7)]
    public void Exit_code_follows_the_worst_check(string state, string? id, int code) =>
        Assert.Equal(code, DoctorRun.Code([Check.Ok("a", "fine"), new("b", Enum.Parse<CheckState>(state), "found", Id: id)]));
}
