using GradAlign.Analyzer.Hosting;

namespace GradAlign.Analyzer.Tests.Hosting;

public sealed class EventWriterTests
{
    [Fact]
    public void Steps_are_said_a_few_times_a_second_and_everything_else_always()
    {
        var path = Path.GetTempFileName();
        try
        {
            var writer = new EventWriter(path);
            for (var step = 0; step < 10_000; step++) writer.Say(new SeedProgressed("a", 0, step / 1e4));
            Thread.Sleep(300);
            writer.Say(new SeedProgressed("a", 0, 0.75));
            writer.Say(new SeedScored("a", 1, 3));
            var events = EventFile.Read(path, 0).Events;
            Assert.Equal([new SeedProgressed("a", 0, 0.75), new SeedScored("a", 1, 3)], events.TakeLast(2));
            Assert.InRange(events.Count, 2, 200);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
