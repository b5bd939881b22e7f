namespace GradAlign.NasBench.Plans;

/// <summary>How a node of a graph puts its inputs together.</summary>
internal enum Join
{
    /// <summary>Added.</summary>
    Sum,

    /// <summary>One after the other, along the channels.</summary>
    Concatenate,
}
