import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { describeRuleExamples } from './rule-examples';

describeRuleExamples(kagentControlPlane);
