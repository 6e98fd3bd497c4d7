import { nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { describeRuleExamples } from './rule-examples';

describeRuleExamples(nemoClawHarness);
