namespace GradAlign.Analyzer.Capture;

/// <summary>Which part of a tensor belongs to which of n samples.</summary>
internal enum SampleRows
{
    /// <summary>[n × …].</summary>
    First,

    /// <summary>[t × n × …], time first.</summary>
    Second,

    /// <summary>[n·k × …], the rows of a sample one after the other: frames, windows, nodes folded into the batch.</summary>
    Together,

    /// <summary>[k·n × …], time first and folded.</summary>
    Apart,
}
