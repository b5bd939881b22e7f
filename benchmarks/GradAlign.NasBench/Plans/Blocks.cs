namespace GradAlign.NasBench.Plans;

/// <summary>The blocks that several search spaces share.</summary>
internal static class Blocks
{
    /// <summary>Convolution, batch norm.</summary>
    public static Plan ConvNorm(long inputs, long outputs, long kernel, long stride = 1, long groups = 1) =>
        SequencePlan.Of(new ConvolutionPlan(inputs, outputs, kernel) { Stride = (stride, stride), Groups = groups }, new BatchNormPlan(outputs));

    /// <summary>Convolution, batch norm, ReLU.</summary>
    public static Plan ConvNormRelu(long inputs, long outputs, long kernel, long stride = 1, long groups = 1) =>
        SequencePlan.Of(new ConvolutionPlan(inputs, outputs, kernel) { Stride = (stride, stride), Groups = groups }, new BatchNormPlan(outputs), FunctionPlan.Relu);

    /// <summary>ReLU, convolution, batch norm.</summary>
    public static Plan ReluConvNorm(long inputs, long outputs, long kernel, long stride = 1) =>
        SequencePlan.Of(FunctionPlan.Relu, new ConvolutionPlan(inputs, outputs, kernel) { Stride = (stride, stride) }, new BatchNormPlan(outputs));

    /// <summary>Global average pool, linear.</summary>
    public static Plan Classifier(long inputs, long classes) => SequencePlan.Of(FunctionPlan.GlobalPool, new LinearPlan(inputs, classes));
}
