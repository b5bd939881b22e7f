using System.CommandLine;

namespace GradAlign.Cli.History;

/// <summary><c>gradalign report</c>: the commands that score nothing and show what is there.</summary>
internal sealed class ReportCommand : Command
{
    public ReportCommand() : base("report", "Show what was measured before.") => Add(new HistoryCommand());
}
