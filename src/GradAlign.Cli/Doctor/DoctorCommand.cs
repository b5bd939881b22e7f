using System.CommandLine;

namespace GradAlign.Cli.Doctor;

/// <summary><c>gradalign doctor</c>.</summary>
internal sealed class DoctorCommand : Command, IExamples
{
    public DoctorCommand() : base("doctor", "Say whether scoring works on this machine: what is installed, what the loader says, devices, a short self-test.")
    {
        var build = new BuildArguments(this, optional: true);
        var output = new OutputArguments(this, OutputFormat.Console, OutputFormat.Json);
        SetAction((parse, cancellation) => DoctorRun.ExecuteAsync(build.Read(parse), output.Read(parse), cancellation));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign doctor src/Models                         with the libtorch of the project",
        "gradalign doctor                                    with the newest libtorch of the NuGet cache",
    ];
}
